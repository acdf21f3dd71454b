internal import DomainModel
internal import Resolution
internal import SourceText

extension DomainEditor {
  /// Puts devices into the domain. Ports and controllers that are not stated are those that libvirt would choose; they are
  /// written down, so that they stay.
  ///
  /// A channel of which libvirt makes what is asked for is left as it is.
  /// - Parameter replacing: whether a channel of the same name, or a controller of the same index, is changed into the new one.
  public func inserting(_ devices: [VirtioSerialDevice], replacing: Bool = false) -> Result<DomainEditor, RequestErrors>
  {
    devices.reduce(.success(self)) { editor, device in editor.flatMap { $0.inserting(device, replacing: replacing) } }
  }

  private func inserting(_ device: VirtioSerialDevice, replacing: Bool) -> Result<DomainEditor, RequestErrors> {
    switch device {
    case .controller(let controller): inserting(controller, replacing: replacing)
    case .channel(let channel): inserting(channel, replacing: replacing)
    case .console(let console): .success(inserting(console))
    }
  }
}

// MARK: Channels

extension DomainEditor {
  private func inserting(_ channel: Channel, replacing: Bool) -> Result<DomainEditor, RequestErrors> {
    guard let present = domain.channels.first(where: { $0.isSeenAs(channel) }) else {
      let (placed, controller) = location(channel)
      return .success(adding(controller).applying { $0.edits(placed) })
    }
    let changed = channel.taking(placeOf: present)
    if resolved(changed) == resolved(present) { return .success(self) }
    guard replacing else { return .failure(alreadyThere(present, insteadOf: changed).alone) }
    return .success(applying(domain.edits(changed)))
  }

  /// What libvirt makes of a channel: of a socket of its own making it writes nothing, where a preset says `bind`.
  private func resolved(_ channel: Channel) -> ResolvedChannel? {
    var domain = domain
    domain.channels = [channel]
    return resolver.resolve(domain).channels.first
  }

  /// The channel at the port that libvirt would choose, and the controller it would add for it.
  func location(_ channel: Channel) -> (Channel, Controller?) {
    guard channel.isVirtio else { return (channel, nil) }
    var domain = domain
    domain.channels.append(channel)
    let resolved = resolver.resolve(domain)
    var channel = channel
    if let port = resolved.channels.last?.port { channel.address = Address(.virtioSerial(port)) }
    return (channel, resolved.addedController(channel.address?.virtioSerial?.controller ?? 0))
  }

  private func alreadyThere(_ channel: Channel, insteadOf wanted: Channel) -> RequestError {
    let name = channel.name.map { "'\($0.escapedForDisplay)' " } ?? ""
    let difference = Difference.words(present: channel.xml(), wanted: wanted.xml())
    return RequestError(
      at: .none, "a channel \(name)is there already, on line \(line(of: channel.sourceNode)): \(difference)",
      help: "--replace changes it")
  }
}

extension Channel {
  /// Whether the guest could not tell both apart.
  fileprivate func isSeenAs(_ other: Channel) -> Bool {
    if let name, isVirtio, other.isVirtio { return name == other.name }
    return target == other.target && !isVirtio
  }

  /// The channel in the place of one that was read: with its port and alias, unless it states its own.
  fileprivate func taking(placeOf present: Channel) -> Channel {
    var channel = self
    channel.sourceNode = present.sourceNode
    channel.address = address ?? present.address
    channel.alias = alias ?? present.alias
    if case .virtio(let old)? = present.target?.kind, case .virtio(var virtio)? = target?.kind {
      virtio.state = old.state
      channel.target?.kind = .virtio(virtio)
    }
    return channel
  }
}

// MARK: Consoles

extension DomainEditor {
  private func inserting(_ console: Console) -> DomainEditor {
    let (placed, controller) = location(console)
    return adding(controller).applying { $0.edits(placed) }
  }

  /// The console at the port that libvirt would choose, where it chooses one, and the controller it would add for it.
  func location(_ console: Console) -> (Console, Controller?) {
    guard console.isVirtio else { return (console, nil) }
    var domain = domain
    domain.consoles.append(console)
    let resolved = resolver.resolve(domain)
    var console = console
    if let port = resolved.consoles.last?.port { console.address = Address(.virtioSerial(port)) }
    return (console, resolved.addedController(console.address?.virtioSerial?.controller ?? 0))
  }
}

// MARK: Controllers

extension DomainEditor {
  private func inserting(_ controller: Controller, replacing: Bool) -> Result<DomainEditor, RequestErrors> {
    var controller = controller
    controller.index = controller.index ?? lowestFreeIndex
    guard let present = domain.controllers.first(where: { $0.index == controller.index }) else {
      return .success(adding(controller))
    }
    controller.sourceNode = present.sourceNode
    controller.address = controller.address ?? present.address
    controller.alias = controller.alias ?? present.alias
    if controller == present { return .success(self) }
    guard replacing else {
      let line = line(of: present.sourceNode)
      return .failure(
        RequestError(
          at: .none,
          "a controller with index \(controller.index ?? 0) is there already, on line \(line): "
            + Difference.words(present: present.xml(), wanted: controller.xml()),
          help: "--replace changes it"
        ).alone)
    }
    return .success(applying(domain.edits(controller)))
  }

  private func adding(_ controller: Controller?) -> DomainEditor {
    controller.map { applying(domain.edits($0)) } ?? self
  }

  var lowestFreeIndex: Int {
    let taken = Set(domain.controllers.compactMap(\.index))
    return (0...).first { !taken.contains($0) } ?? 0
  }
}

extension ResolvedDomain {
  /// The controller of an index, if it is one that libvirt adds; nothing is said of where it is plugged in.
  fileprivate func addedController(_ index: Int) -> Controller? {
    controllers.contains { $0.isAdded && $0.index == index } ? Controller(index: index) : nil
  }
}
