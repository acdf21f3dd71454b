internal import DomainModel
internal import XMLTree

/// Gives every device the address that libvirt assigns: subchannels, then virtio-mmio, then PCI, then USB
/// (`qemuDomainAssignAddresses`).
struct Placement {
  private(set) var devices: DeviceTable
  private(set) var refusals: [PlacementRefusal] = []
  /// The buses of devices that libvirt moves off the one they state.
  private(set) var movedBuses: [ElementNode: Int] = [:]
  private let machine: Machine
  private let versions: Versions

  private let document: ParsedXML

  init(_ devices: DeviceTable, of document: ParsedXML, on machine: Machine, versions: Versions) {
    self.devices = devices
    self.document = document
    self.machine = machine
    self.versions = versions
  }

  /// What places the devices, in order.
  static let steps: [@Sendable (inout Placement) -> Void] = [
    { $0.checkPCIIndices() }, { $0.checkRootBus() }, { $0.placeOnSubchannels() }, { $0.placeOnVirtioMMIO() },
    { $0.placeOnPCI() }, { $0.placeOnUSB() }, { $0.checkIDE() }, { $0.checkModels() },
  ]

  /// Does one of the steps.
  mutating func perform(_ step: (inout Placement) -> Void) { step(&self) }

  private mutating func checkPCIIndices() {
    for device in devices[.controller] {
      guard let controller = device.controller, controller.kind == .pci, controller.pciIndex == nil else { continue }
      refusals.append(.indexTooHigh(DeviceReference(device), index: controller.index))
    }
  }

  private mutating func checkRootBus() {
    guard let expected = machine.rootBus else { return }
    for device in devices[.controller] where device.controller?.pciIndex == 0 {
      guard device.controller?.pciModel != expected else { continue }
      refusals.append(.wrongRootBus(DeviceReference(device), expected: expected))
    }
  }

  private mutating func placeOnSubchannels() {
    guard machine.family == .s390CCW else { return refuseSubchannels() }
    var placement = CCWPlacement(devices.take())
    placement.run()
    devices = placement.devices
    refusals += placement.refusals
  }

  private mutating func placeOnUSB() {
    var placement = USBPlacement(devices, in: document)
    placement.run()
    refusals += placement.refusals
  }

  /// libvirt adds no IDE controller to a machine: there is the one that is part of it (`qemuValidateDomainDeviceDefControllerIDE`).
  private mutating func checkIDE() {
    for device in devices[.controller] where device.controller?.kind == .ide {
      guard !machine.hasIDE || device.controller?.index != 0 else { continue }
      refusals.append(.noIDE(DeviceReference(device), hasFirst: machine.hasIDE))
    }
  }

  private mutating func checkModels() {
    for index in devices.indices {
      guard let model = devices[index].virtioModel, model != .virtio, devices[index].isOffPCI else { continue }
      refusals.append(.notOnPCI(DeviceReference(devices[index]), model: model.rawValue))
    }
  }

  private mutating func refuseSubchannels() {
    for index in devices.indices {
      guard case .ccw = devices[index].address, isChecked(devices[index].kind) else { continue }
      refusals.append(.noChannelSubsystem(DeviceReference(devices[index])))
    }
  }

  /// Whether libvirt looks at a kind of device for a channel subsystem that is not there
  /// (`qemuDomainCheckCCWS390AddressSupport`, later `qemuValidateDomainDeviceDefAddress`).
  private func isChecked(_ kind: DeviceKind) -> Bool {
    versions.supports(.subchannelChecks) || [.controller, .disk, .rng, .vsock].contains(kind)
  }

  /// A machine with both takes PCI, unless some device is on virtio-mmio already
  /// (`qemuDomainAssignVirtioMMIOAddresses`).
  private var prefersVirtioMMIO: Bool {
    guard machine.hasVirtioMMIO else { return false }
    let hasExpressRoot = devices[.controller].contains { $0.controller?.pciIndex == 0 && $0.isExpressRoot }
    return !hasExpressRoot || devices.indices.contains { devices[$0].address == .virtioMMIO }
  }

  private mutating func placeOnVirtioMMIO() {
    guard prefersVirtioMMIO else { return }
    for index in devices.indices
    where devices[index].address == .open && devices[index].requirements.transport == .virtio {
      devices[index].address = .virtioMMIO
    }
  }

  private mutating func placeOnPCI() {
    var placement = PCIPlacement(devices.take(), on: machine, versions: versions)
    placement.run()
    devices = placement.devices
    refusals += placement.refusals
    movedBuses = placement.movedBuses
    guard machine.isS390 else { return }
    var identifiers = ZPCIPlacement(devices.take())
    identifiers.run()
    devices = identifiers.devices
  }
}

extension Device {
  fileprivate var isOffPCI: Bool {
    if case .ccw = address { true } else { address == .virtioMMIO }
  }

  fileprivate var isExpressRoot: Bool { controller?.pciModel == .pcieRoot }
}
