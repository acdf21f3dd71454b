internal import QEMUOptions

/// The order in which QEMU makes the devices of a command line, and the tree of buses it plugs them in.
///
/// Devices written as key=value come first, those written as JSON after them (QEMU's `qemu_create_cli_devices`).
struct DeviceOrder {
  /// The devices in the order of making.
  let devices: [QEMUOption]

  /// For each device the one it is plugged in; nil for those on a bus of the machine.
  private var parents: [Int?] = []

  init(_ options: [QEMUOption]) {
    let devices = options.filter { $0.flag == .device }
    self.devices = devices.filter { !$0.isJSON } + devices.filter(\.isJSON)
    for (index, device) in self.devices.enumerated() { parents.append(parent(of: device, before: index)) }
  }

  /// The controller, among those made before a device, that a port without `bus` is plugged in: QEMU looks from the machine down, the
  /// device plugged last first (`qbus_find_recursive`).
  func defaultController(before index: Int, isController: (Int) -> Bool) -> Int? {
    firstController(below: nil, before: index, isController)
  }

  private func firstController(below parent: Int?, before end: Int, _ isController: (Int) -> Bool) -> Int? {
    for child in (0..<end).reversed() where parents[child] == parent {
      if isController(child) { return child }
      if let found = firstController(below: child, before: end, isController) { return found }
    }
    return nil
  }

  private func parent(of device: QEMUOption, before index: Int) -> Int? {
    guard let bus = device["bus"]?.value.word else { return nil }
    return (0..<index).last { devices[$0]["id"]?.value.word.map { bus == $0 || bus.hasPrefix("\($0).") } ?? false }
  }
}

extension QEMUOption {
  /// Whether it was written as JSON: there, values have types.
  var isJSON: Bool {
    !properties.isEmpty && properties.allSatisfy { if case .text = $0.value { false } else { true } }
  }

  /// The driver of a device.
  var driver: String? { self["driver"]?.value.word }
}
