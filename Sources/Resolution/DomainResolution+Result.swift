internal import DomainModel
internal import SourceText
internal import XMLTree

// MARK: Controllers

extension DomainResolution {
  mutating func resolveControllers() {
    let buses = PCIBusNames(devices, of: domain, on: machine)
    for position in devices.indices(of: .controller) {
      guard let facts = devices[position].controller, facts.kind == .virtioSerial else { continue }
      let controller = resolvedController(devices[position], facts, on: buses)
      resolvedControllers.append(controller)
      if controllerIDs[controller.index] == nil { controllerIDs.updateValue(controller.id, forKey: controller.index) }
    }
  }

  private mutating func resolvedController(
    _ device: Device, _ facts: ControllerFacts, on buses: PCIBusNames
  ) -> ResolvedController {
    var controller = device.written.map { domain.controllers[$0] } ?? Controller()
    controller.index = facts.index
    if !versions.supports(.pagePerVQ) { controller.driver?.pagePerVQ = nil }
    if controller.driver == DriverOptions() { controller.driver = nil }
    dropAlias(&controller.alias)
    place(&controller, as: device)
    let bus = device.location.flatMap { buses[$0.bus] }
    return ResolvedController(
      controller: controller, id: controller.alias?.kept ?? "virtio-serial\(facts.index)", pciBus: bus?.name,
      pciBusModel: bus?.model)
  }

  /// Writes the assigned address of a controller; a complete address is not changed.
  private mutating func place(_ controller: inout Controller, as device: Device) {
    switch device.address {
    case .pci(let location, let multifunction) where !location.isEmpty:
      var address = controller.address ?? Address(.unassigned)
      var pci = PCIAddress(location, multifunction: multifunction)
      pci.zpci = device.zpci
      address.kind = .pci(pci)
      controller.address = address
    case .ccw(let location?):
      var address = controller.address ?? Address(.unassigned)
      address.kind = .ccw(CCWAddress(location))
      controller.address = address
    case .virtioMMIO where controller.address == nil: controller.address = Address(.virtioMMIO)
    case .open, .pci, .ccw, .virtioMMIO, .otherBus: break
    }
  }
}

// MARK: Channels and consoles

extension DomainResolution {
  mutating func resolveChannels() {
    let sockets = SocketPaths(domain: domain.header.name ?? "", connection: connection, versions: versions)
    resolvedChannels = domain.channels.indices.map { resolved(domain.channels[$0], at: $0, sockets) }
  }

  private mutating func resolved(
    _ channel: consuming Channel, at index: Int, _ sockets: SocketPaths
  ) -> ResolvedChannel {
    settle(&channel, at: channelPorts[index])
    let path = channel.source.kind != .unix ? "" : sockets.path(of: channel, at: channelPorts[index])
    dropGeneratedPath(of: &channel)
    channel.source.settle()
    let source = channel.isVirtio ? channel.source.listening(at: path) : channel.source
    let controllerID = channel.isVirtio ? controllerID(of: channelPorts[index]) : nil
    return ResolvedChannel(channel: channel, number: index, controllerID: controllerID, source: source)
  }

  private func controllerID(of port: VirtioSerialAddress?) -> String? {
    port.flatMap { controllerIDs[$0.controller ?? 0] }
  }

  private mutating func settle(_ channel: inout Channel, at port: VirtioSerialAddress?) {
    dropAlias(&channel.alias)
    guard channel.isVirtio, let port else { return }
    noteReplacement(of: channel.address, by: port, at: channel.sourceNode.node)
    if channel.address?.virtioSerial != port.stated {
      var address = channel.address ?? Address(.unassigned)
      address.kind = .virtioSerial(port.stated)
      channel.address = address
    }
    guard var target = channel.target, case .virtio(var virtio) = target.kind, virtio.state != nil else { return }
    virtio.state = nil
    target.kind = .virtio(virtio)
    channel.target = target
  }

  private mutating func noteReplacement(of address: Address?, by port: VirtioSerialAddress, at node: ElementNode?) {
    if address?.virtioSerial?.port == 0 { findings.append(.portZeroReplaced(node, by: port)) }
  }

  /// A path of libvirt's own making goes. Whether a path of a device without a domain is one depends on the domain it is for.
  private func dropGeneratedPath(of channel: inout Channel) {
    guard case .unix(var socket) = channel.source else { return }
    guard channel.isVirtio, !domain.isFragment, let stated = socket.path,
      generatedPaths.contains(stated, name: channel.name)
    else { return }
    socket.path = nil
    channel.source = .unix(socket)
  }

  mutating func resolveConsoles() {
    for console in domain.consoles.dropFirst() where console.isSerial {
      findings.append(.secondSerialConsole(console.sourceNode.node))
    }
    let consolesBefore = domain.consolesBefore
    resolvedConsoles = domain.consoles.indices.map {
      resolved(domain.consoles[$0], at: $0, number: $0 + consolesBefore)
    }
  }

  private func resolved(_ console: consuming Console, at index: Int, number: Int) -> ResolvedConsole {
    if let port = consolePorts[index] { console.address?.kind = .virtioSerial(port.stated) }
    settle(&console, port: versions.supports(.sortedControllers) ? number : index)
    let controllerID = console.isVirtio ? controllerID(of: consolePorts[index]) : nil
    return ResolvedConsole(console: console, number: number, controllerID: controllerID)
  }

  private func settle(_ console: inout Console, port: Int) {
    dropAlias(&console.alias)
    console.tty = nil
    console.source.settle()
    if console.isVirtio { console.target?.port = port }
  }
}

extension ChardevSource {
  /// Says what is understood, and drops what only a running domain has: the path of a pseudoterminal.
  fileprivate mutating func settle() {
    switch self {
    case .pty: self = .pty(PathSource())
    case .tcp(var tcp):
      tcp.endpoint.mode = tcp.endpoint.mode ?? .connect
      tcp.protocol = tcp.protocol ?? TCPProtocol(.raw)
      self = .tcp(tcp)
    case .udp(let udp):
      self = .udp(UDPSource([udp.bind, udp.connect].compactMap { $0?.withMode }))
    case .unix(var socket):
      socket.mode = socket.path == nil ? nil : socket.mode ?? .connect
      if socket == UnixSource() { socket.sourceNode = .none }
      self = .unix(socket)
    default: break
    }
  }
}

extension ChardevSource {
  /// The source as QEMU gets it: a unix socket without a path is one of libvirt's making.
  fileprivate func listening(at path: String) -> ChardevSource {
    guard case .unix(var socket) = self, socket.path == nil else { return self }
    socket.path = path
    socket.mode = .bind
    return .unix(socket)
  }
}

extension UDPEndpoint {
  /// The endpoint with its mode stated.
  fileprivate var withMode: UDPEndpoint {
    var endpoint = self
    endpoint.mode = mode ?? .connect
    return endpoint
  }
}

extension VirtioSerialAddress {
  /// The address with every part stated.
  var stated: VirtioSerialAddress {
    VirtioSerialAddress(controller: controller ?? 0, bus: bus ?? 0, port: port ?? 0)
  }
}

// MARK: Aliases

extension DomainResolution {
  /// Only a user's own names are saved; others are those of a running domain.
  private func dropAlias(_ alias: inout Alias?) {
    if alias?.kept == nil { alias = nil }
  }

  mutating func noteDuplicateAliases() {
    var holders: [String: ElementNode?] = [:]
    for (alias, node) in aliases {
      if let first = holders[alias] { findings.append(.duplicateAlias(alias, node, first: first)) }
      holders[alias] = holders[alias] ?? node
    }
  }

  /// The users' names of all devices. That of the first serial port does not count where the first console is a view of
  /// it (`virDomainDeviceDefValidateAliasesIterator`).
  private var aliases: [(String, ElementNode?)] {
    let shownSerial = domain.startsWithSerialConsole || domain.consolesBefore > 0 ? domain.firstSerial : nil
    var aliases: [(String, ElementNode?)] = []
    func note(_ alias: String?, _ node: ElementNode?) {
      if let alias, node == nil || node != shownSerial { aliases.append((alias, node)) }
    }
    for index in devices.indices { note(alias(of: devices[index]), devices[index].node) }
    for channel in domain.channels { note(channel.alias?.kept, channel.sourceNode.node) }
    for console in domain.consoles { note(console.alias?.kept, console.sourceNode.node) }
    return aliases
  }

  /// The user's name of a device other than a channel or console.
  private func alias(of device: Device) -> String? {
    switch device.kind {
    case .channel, .console: nil
    case .controller:
      device.written.map { domain.controllers[$0].alias?.kept } ?? domain.document.keptAlias(of: device.node)
    default: domain.document.keptAlias(of: device.node)
    }
  }
}
