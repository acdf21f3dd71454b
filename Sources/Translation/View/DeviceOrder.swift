internal import CommandText
internal import QEMUOptions
internal import Resolution

/// The devices of a command line in the order in which QEMU makes them: those written as key=value, then those written as JSON
/// (QEMU's `qemu_create_cli_devices`).
struct DeviceOrder {
  /// The devices in the order of making.
  let devices: [QEMUOption]

  /// The controller on whose bus a port without `bus` is plugged in.
  private var defaultBus: DefaultBus
  /// The numbers of the devices in the tree of buses, by their ids.
  private var numbers: [String: Int] = [:]

  init(_ options: [QEMUOption], looksAtPCIFirst: Bool) {
    let all = options.filter { $0.flag == .device }
    devices = all.filter { !$0.isJSON } + all.filter(\.isJSON)
    defaultBus = DefaultBus(looksAtPCIFirst: looksAtPCIFirst)
    numbers.reserveCapacity(devices.count)
  }

  /// The controller, among those plugged in so far, that a port without `bus` is plugged in.
  var defaultController: Int? { defaultBus.controller }

  /// Plugs in a device that is not a port.
  /// - Parameter controller: what it is called if it is a virtio-serial controller.
  mutating func plug(_ device: QEMUOption, controller: Int? = nil) {
    let number = defaultBus.plug(parent(of: device), isRoot: device.bringsRoot, controller: controller)
    if let id = device["id"]?.value.word { numbers[id] = number }
  }

  /// The device whose bus is named: its id, or its id with a dot and more behind it; else a bus of the machine.
  private func parent(of device: QEMUOption) -> DefaultBus.Parent {
    switch device.driver {
    case "virtio-serial-device": return .virtioMMIO
    case "virtio-serial-ccw": return .channelSubsystem
    default: break
    }
    guard let bus = device["bus"]?.value.word else { return .machinePCI }
    let ends = bus.indices.filter { bus[$0] == "." } + [bus.endIndex]
    return ends.compactMap { numbers[String(bus[..<$0])] }.max().map(DefaultBus.Parent.device) ?? .machinePCI
  }
}

extension DeviceOrder {
  /// For each name that a controller's bus may have, where the last such controller is made.
  var lastMakings: [String: Int] {
    let makings = devices.enumerated().filter { SerialBus.isController($0.element.driver) }
      .map { ("\($0.element["id"]?.value.word ?? "").0", $0.offset) }
    return Dictionary(makings) { _, last in last }
  }
}

extension QEMUOption {
  /// Whether it was written as JSON: there, values have types.
  var isJSON: Bool {
    !properties.isEmpty && properties.allSatisfy { if case .text = $0.value { false } else { true } }
  }

  /// The driver of a device.
  var driver: String? { self["driver"]?.value.word }

  /// Whether its bus hangs on the machine and on no other bus.
  fileprivate var bringsRoot: Bool {
    ["spapr-pci-host-bridge", "pxb", "pxb-pcie", "pxb-cxl"].contains(driver)
  }
}

extension QEMUCommandLine {
  /// Whether its program emulates a RISC-V machine.
  var isForRISCV: Bool {
    foreign.contains { String(decoding: $0.bytes, as: UTF8.self).contains("qemu-system-riscv") }
  }
}
