internal import DomainModel
internal import SourceText
internal import XMLTree

/// Gives every USB device a port: libvirt's `qemuDomainAssignUSBAddresses`. Only what is refused on the way is of interest, as no
/// port of virtio-serial is a USB device.
struct USBPlacement {
  private(set) var refusals: [PlacementRefusal] = []
  private let devices: DeviceTable
  private let document: ParsedXML
  /// The USB controllers, by their indices in `devices`.
  private let controllers: [Int]
  private var ports = USBPorts()

  /// The port that a device asks for.
  private enum Request {
    /// Any port, of one controller or of all.
    case any(bus: Int?)
    case port(USBPortPath)
    /// The device has an address of another type.
    case elsewhere
  }

  init(_ devices: DeviceTable, in document: ParsedXML) {
    self.devices = devices
    self.document = document
    controllers = devices.indices(of: .controller).filter { devices[$0].controller?.kind == .usb }
  }

  /// libvirt stops at the first refusal.
  mutating func run() {
    var indices: [Int] = []
    for kind in Self.order {
      for index in devices.indices(of: kind) where devices[index].takesUSBPort { indices.append(index) }
    }
    guard var current = indices.first ?? controllers.first else { return }
    guard indices.isEmpty || hasUSB else { return refuse(.disabled, current) }
    do throws(USBRefusal) { try assign(indices, &current) } catch { refuse(error, current) }
  }

  /// The kinds of device that take a USB port, in libvirt's order (`virDomainUSBDeviceDefForeach`).
  private static let order: [DeviceKind] = [.hub, .hostdev, .disk, .controller, .input, .serial, .sound, .redirdev]

  private mutating func assign(_ indices: [Int], _ current: inout Int) throws(USBRefusal) {
    // Hubs come first, as in `order`.
    let others = indices.partitioningIndex { devices[$0].kind != .hub }
    for index in controllers { try addController(index, &current) }
    for index in indices { try takeStated(index, &current) }
    for index in indices[..<others] { try place(index, &current) }
    for _ in 0..<hubsToAdd(for: indices) { try plugHub(on: nil) }
    for index in indices[others...] { try place(index, &current) }
  }

  private mutating func refuse(_ refusal: USBRefusal, _ index: Int) {
    refusals.append(.usb(DeviceReference(devices[index]), refusal))
  }
}

// MARK: Controllers and hubs

extension USBPlacement {
  private var hasUSB: Bool { controllers.contains { devices[$0].controller?.model != .usb(.absent) } }

  private mutating func addController(_ index: Int, _ current: inout Int) throws(USBRefusal) {
    current = index
    try ports.addController(devices[index].controller?.index ?? 0, ports: portCount(ofController: index))
  }

  private func portCount(ofController index: Int) -> Int {
    guard case .usb(let model) = devices[index].controller?.model else { return USBModel.piix3UHCI.ports }
    guard model.hasChosenPorts, let node = devices[index].node else { return model.ports }
    return RawElement(document: document, node: node).number(.ports, .nonNegative) ?? model.ports
  }

  /// How many hubs libvirt adds so that every device finds a port (`qemuDomainUSBAddressAddHubs`).
  private func hubsToAdd(for indices: [Int]) -> Int {
    let hubs = indices.count { devices[$0].kind == .hub }
    let available = controllers.reduce(hubs * USBPorts.portsOfHub) { $0 + portCount(ofController: $1) }
    guard indices.count > available else { return 0 }
    let room = USBPorts.portsOfHub - 1
    return (indices.count - available + room) / room
  }
}

// MARK: Ports

extension USBPlacement {
  private mutating func takeStated(_ index: Int, _ current: inout Int) throws(USBRefusal) {
    current = index
    guard case .port(let path) = request(of: index) else { return }
    if devices[index].kind == .hub { try ports.addHub(at: path) } else { try ports.take(path) }
  }

  private mutating func place(_ index: Int, _ current: inout Int) throws(USBRefusal) {
    current = index
    let isHub = devices[index].kind == .hub
    switch request(of: index) {
    case .port: return
    case .elsewhere: if isHub { try plugHub(on: nil) }
    case .any(let bus): if isHub { try plugHub(on: bus) } else { _ = try ports.takeNext(on: bus) }
    }
  }

  private mutating func plugHub(on bus: Int?) throws(USBRefusal) {
    try ports.addHub(at: try ports.takeNext(on: bus))
  }

  private func request(of index: Int) -> Request {
    guard let node = devices[index].node, let address = document.child(Name.address.xml, of: node) else {
      return .any(bus: nil)
    }
    guard Address.kind(at: address, in: document) == .usb else { return .elsewhere }
    let usb = USBAddress.read(at: address, in: document)
    guard let numbers = usb.port?.numbers, numbers[0] != 0 else { return .any(bus: usb.bus ?? 0) }
    return .port(USBPortPath(bus: usb.bus ?? 0, numbers: numbers))
  }
}
