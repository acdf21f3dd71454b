internal import DomainModel
internal import XMLTree

/// What a walk through a domain's devices finds: occupants of buses, and what makes libvirt add controllers.
struct DeviceScan {
  /// The devices apart from controllers, those of each kind in libvirt's order.
  private var devices: [Device] = []
  /// The controllers as written, in document order.
  private(set) var controllers: [ControllerEntry] = []
  /// The disks, in libvirt's order.
  private(set) var disks: [Disk] = []
  /// The indices of the SCSI controllers that host devices are on.
  private(set) var scsiHostdevs: [Int] = []
  /// The indices of the CCID controllers that smart cards are on.
  private(set) var smartcards: [Int] = []
  /// Whether there is a USB keyboard, and a USB mouse or tablet.
  private var (hasUSBKeyboard, hasUSBPointer) = (false, false)
  /// The types of the domain's graphics.
  private(set) var graphics: [String] = []

  private let document: ParsedXML
  /// The virtio-serial controllers of the domain.
  private let ownControllers: [Controller]
  private let machine: Machine
  private let isBusLate: Bool
  private let versions: Versions
  /// How many of them are noted.
  private var notedControllers = 0
  private var diskOrder = DiskOrder()
  /// The video devices that state that they are the primary one: the last is the first of all.
  private var primaryVideos: [Device] = []

  init(_ domain: borrowing Domain, on machine: Machine, versions: Versions) {
    let document = domain.document
    self.document = document
    ownControllers = domain.controllers
    self.machine = machine
    isBusLate = versions.supports(.lateDiskBus)
    self.versions = versions
    if domain.devices != nil {
      devices.reserveCapacity(domain.deviceNodes.count)
      controllers.reserveCapacity(domain.devices(named: .controller).count)
      for node in domain.deviceNodes { note(RawElement(document: document, node: node)) }
      arrangeDevices()
    } else {
      for _ in ownControllers { noteOwnController() }
    }
    if domain.header.node != nil { addImplied() }
    noteOwnChardevs(of: domain)
  }

  private mutating func note(_ element: RawElement) {
    guard let kind = DeviceKind(element: element.name) else {
      if element.name == Name.graphics.xml { graphics.append(element[.type] ?? "") }
      return
    }
    if let change = kind.change, !versions.supports(change) { return }
    switch kind {
    case .controller: noteController(element)
    case .disk: noteDisk(element)
    case .video where element.child(.model)?.has(.primary, "yes") ?? false:
      primaryVideos.append(device(.video, element))
    case .interface where element.has(.type, "hostdev"): add(.hostdev, element, word: "pci")
    case .hostdev: noteHostdev(element)
    case .smartcard: noteSmartcard(element)
    case .input: noteInput(element)
    case .channel, .console: break
    default: add(kind, element)
    }
  }

  private mutating func add(_ kind: DeviceKind, _ element: RawElement, word: String? = nil) {
    devices.append(device(kind, element, word: word))
  }

  private func device(_ kind: DeviceKind, _ element: RawElement, word: String? = nil) -> Device {
    let word = word ?? self.word(of: kind, element)
    let stated = RequestedAddress(of: element.node, in: element.document)
    let model = (kind == .interface ? word : element[.model]).flatMap(Controller.Model.init)
    return Device(
      kind: kind, node: element.node, requirements: DeviceBusRequirements(of: kind, word: word, model: model),
      address: kind == .memballoon && word == "none" ? .open : stated.address, zpci: stated.zpci, virtioModel: model,
      takesUSBPort: kind.isUSB(word), isOfChipset: kind == .sound && word == "ich9")
  }
}

extension DeviceKind {
  /// Whether a device of the kind is plugged into a USB port, given the attribute value that decides.
  fileprivate func isUSB(_ word: String?) -> Bool {
    switch self {
    case .hub, .hostdev, .disk, .input, .sound, .redirdev: word == "usb"
    case .serial: word == "usb-serial"
    default: false
    }
  }

  /// The change that brought the element to libvirt, which ignores it before; nil where every libvirt knows it.
  fileprivate var change: Change? {
    switch self {
    case .crypto: .cryptoDevices
    case .pstore: .pstoreDevices
    default: nil
    }
  }
}

extension DeviceScan {
  /// Every device, with the controllers that the domain turned out to have.
  func devices(with controllers: [ControllerEntry]) -> DeviceTable { DeviceTable(devices, controllers: controllers) }
}

extension DeviceScan {
  /// The attribute value that decides which bus a device uses; nil leaves the choice to libvirt.
  private func word(of kind: DeviceKind, _ element: RawElement) -> String? {
    switch kind {
    case .interface: element[.model, .type] ?? (element[.type] == "vdpa" ? "virtio" : machine.defaultInterface)
    case .video: element[.model, .type] ?? machine.defaultVideo
    case .input: element[.bus] ?? machine.defaultInputBus(of: element[.type] ?? "")
    case .filesystem: element[.driver, .type]
    case .serial: element[.target, .type]
    case .hub: element[.type]
    case .redirdev: element[.bus]
    case .pstore: element[.backend] ?? "acpi-erst"
    default: element[.model]
    }
  }

  private mutating func noteDisk(_ element: RawElement) {
    let disk = Disk(element)
    diskOrder.insert(disk, device(.disk, element, word: disk.bus), onBus: isBusLate ? disk.statedBus : disk.bus)
  }

  private mutating func arrangeDevices() {
    let ordered = diskOrder.result
    disks = ordered.disks
    devices += ordered.devices
    if !primaryVideos.isEmpty { devices = primaryVideos.reversed() + devices }
  }

  private func hasDevice(_ kind: DeviceKind) -> Bool { devices.contains { $0.kind == kind } }

  private mutating func noteHostdev(_ element: RawElement) {
    let type = element[.type] ?? ""
    add(.hostdev, element, word: type == "mdev" ? element[.model] : type)
    guard type == "scsi" else { return }
    scsiHostdevs.append(element.child(.address)?.number(.controller, .nonNegative) ?? 0)
  }

  private mutating func noteSmartcard(_ element: RawElement) {
    add(.smartcard, element)
    let address = element.child(.address).flatMap { $0[.type] == "ccid" ? $0 : nil }
    smartcards.append(address?.number(.controller, .nonNegative) ?? 0)
  }

  private mutating func noteInput(_ element: RawElement) {
    add(.input, element)
    guard devices.last?.takesUSBPort ?? false else { return }
    switch element[.type] {
    case "keyboard": hasUSBKeyboard = true
    case "mouse", "tablet": hasUSBPointer = true
    default: break
    }
  }

  private mutating func noteController(_ element: RawElement) {
    guard let kind = element.value(.type, in: ControllerKind.words) else { return }
    if kind == .virtioSerial { return noteOwnController() }
    let stated = RequestedAddress(of: element.node, in: element.document)
    let model = model(of: kind, element)
    controllers.append(
      ControllerEntry(
        kind: kind, index: element.number(.index, .nonNegative), model: model, node: element.node,
        address: stated.address, zpci: stated.zpci, isCompanion: isCompanion(element, model)))
  }

  private func model(of kind: ControllerKind, _ element: RawElement) -> ControllerModel? {
    ControllerModel(of: element, kind) ?? (kind == .usb ? .usb(machine.defaultUSBController) : nil)
  }

  /// The USB 1.1 companions of a USB 2.0 controller follow a master, stated or not.
  private func isCompanion(_ element: RawElement, _ model: ControllerModel?) -> Bool {
    switch model {
    case .usb(.ich9UHCI1), .usb(.ich9UHCI2), .usb(.ich9UHCI3): true
    default: element.child(.master) != nil
    }
  }

  /// Notes the next of the domain's own controllers, which are in document order as well.
  private mutating func noteOwnController() {
    let index = notedControllers
    guard ownControllers.indices.contains(index) else { return }
    notedControllers += 1
    let controller = ownControllers[index]
    let stated = RequestedAddress(controller.address)
    controllers.append(
      ControllerEntry(
        kind: .virtioSerial, index: controller.index, model: controller.model.map { .virtioSerial($0) },
        node: controller.sourceNode.node, address: stated.address, zpci: stated.zpci, written: index))
  }

  /// What libvirt adds to every domain of the machine, controllers apart.
  private mutating func addImplied() {
    if !hasDevice(.memballoon), machine.hasBalloon { add(.memballoon, word: "virtio") }
    if !hasDevice(.video), !graphics.isEmpty { add(.video, word: machine.defaultVideo) }
    if machine.hasUSBInput, !graphics.isEmpty { addInput() }
  }

  private mutating func add(_ kind: DeviceKind, word: String) {
    let requirements = DeviceBusRequirements(of: kind, word: word, model: nil)
    devices.append(Device(kind: kind, node: nil, requirements: requirements, address: .open))
  }

  /// A USB keyboard, and a mouse unless the domain has a USB tablet.
  private mutating func addInput() {
    let input = Device(kind: .input, node: nil, requirements: .none, address: .open, takesUSBPort: true)
    if !hasUSBKeyboard { devices.append(input) }
    if !hasUSBPointer { devices.append(input) }
  }

  /// Channels and consoles take no slot, but keep a wrong address that states one. A virtio channel's is dropped before.
  private mutating func noteOwnChardevs(of domain: borrowing Domain) {
    for channel in domain.channels where !channel.isVirtio { noteOwn(.channel, channel.sourceNode, channel.address) }
    for console in domain.consoles.dropFirst(domain.startsWithSerialConsole ? 1 : 0) {
      noteOwn(.console, console.sourceNode, console.address)
    }
  }

  private mutating func noteOwn(_ kind: DeviceKind, _ sourceNode: SourceNode, _ address: Address?) {
    let address = DeviceAddress(address)
    guard address != .open, address != .otherBus else { return }
    devices.append(Device(kind: kind, node: sourceNode.node, requirements: .none, address: address))
  }
}
