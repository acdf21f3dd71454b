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
      guard channel.isVirtio else { return .success(applying { $0.edits(channel) }) }
      let resolved = resolving { $0.channels.append(channel) }
      var placed = channel
      if let port = resolved.channels.last?.port { placed.address = Address(.virtioSerial(port)) }
      return .success(adding(controller(for: placed.address, in: resolved), in: resolved) { $0.edits(placed) })
    }
    if isSatisfied(channel, by: present) { return .success(self) }
    let changed = channel.taking(placeOf: present)
    guard replacing else { return .failure(alreadyThere(present, insteadOf: changed).alone) }
    return .success(applying(domain.edits(changed)))
  }

  /// Whether libvirt makes the same of a channel that is there as it would of one in its location.
  func isSatisfied(_ channel: Channel, by present: Channel) -> Bool {
    resolved(channel.taking(placeOf: present)) == resolved(present)
  }

  /// What libvirt makes of a channel: of a socket of its own making it writes nothing, where a preset says `bind`.
  private func resolved(_ channel: Channel) -> ResolvedChannel? {
    var domain = domain
    domain.channels = [channel]
    return resolver.resolve(domain).channels.first
  }

  /// What libvirt makes of the domain with a change that is not in its text.
  private func resolving(_ change: (inout Domain) -> Void) -> ResolvedDomain {
    var domain = domain
    change(&domain)
    return resolver.resolve(domain)
  }

  private func controller(for address: Address?, in resolved: ResolvedDomain) -> ResolvedController? {
    resolved.addedController(address?.virtioSerial?.controller ?? 0)
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

  /// The channel in the location of one that was read: with its port and alias unless it states its own, and with what only the running
  /// domain has.
  fileprivate func taking(placeOf present: Channel) -> Channel {
    var channel = self
    channel.sourceNode = present.sourceNode
    if leavesPort(to: present) { channel.address = present.address }
    if case .pty(let old) = present.source, case .pty(let new) = source, new.path == nil { channel.source = .pty(old) }
    channel.alias = alias ?? present.alias
    if case .virtio(let old)? = present.target?.kind, case .virtio(var virtio)? = target?.kind {
      virtio.state = old.state
      channel.target?.kind = .virtio(virtio)
    }
    return channel
  }

  /// Whether the address asks for no more than the other's: it has none, or the same controller without a port.
  private func leavesPort(to present: Channel) -> Bool {
    guard let address else { return true }
    guard let wanted = address.virtioSerial, let port = present.address?.virtioSerial else { return false }
    return wanted.port == nil && wanted.controller ?? 0 == port.controller ?? 0
  }
}

// MARK: Consoles

extension DomainEditor {
  private func inserting(_ console: Console) -> DomainEditor {
    guard console.isVirtio else { return applying { $0.edits(console) } }
    let resolved = resolving { $0.consoles.append(console) }
    var placed = console
    if let port = resolved.consoles.last?.port { placed.address = Address(.virtioSerial(port)) }
    return adding(controller(for: placed.address, in: resolved), in: resolved) { $0.edits(placed) }
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

  var lowestFreeIndex: Int {
    let taken = Set(domain.controllers.compactMap(\.index))
    return (0...).first { !taken.contains($0) } ?? 0
  }
}
