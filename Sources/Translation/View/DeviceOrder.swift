internal import QEMUOptions

/// The order in which QEMU makes the devices of a command line, and the tree of buses it plugs them in.
///
/// Devices written as key=value come first, those written as JSON after them (QEMU's `qemu_create_cli_devices`).
struct DeviceOrder {
  /// The devices in the order of making.
  let devices: [QEMUOption]

  /// The devices on a bus of the machine.
  private var roots: [Int] = []
  /// For each device those that are plugged in it.
  private var children: [[Int]]

  init(_ options: [QEMUOption]) {
    var (keyval, json) = ([QEMUOption](), [QEMUOption]())
    for option in options where option.flag == .device {
      if option.isJSON { json.append(option) } else { keyval.append(option) }
    }
    devices = keyval + json
    children = [[Int]](repeating: [], count: devices.count)
    var holders: [String: Int] = [:]
    holders.reserveCapacity(devices.count)
    for (index, device) in devices.enumerated() {
      if let parent = Self.parent(of: device, among: holders) {
        children[parent].append(index)
      } else {
        roots.append(index)
      }
      if let id = device["id"]?.value.word { holders[id] = index }
    }
  }

  /// The controller, among those made before a device, that a port without `bus` is plugged in: QEMU looks from the machine down, the
  /// device plugged last first (`qbus_find_recursive`).
  func defaultController(before end: Int, isController: (Int) -> Bool) -> Int? {
    firstController(among: roots, before: end, isController)
  }

  private func firstController(among devices: [Int], before end: Int, _ isController: (Int) -> Bool) -> Int? {
    for device in devices.reversed() where device < end {
      if isController(device) { return device }
      if let found = firstController(among: children[device], before: end, isController) { return found }
    }
    return nil
  }

  /// The device made last whose bus is meant: its id, or its id with a dot and more behind it.
  private static func parent(of device: QEMUOption, among holders: [String: Int]) -> Int? {
    guard let bus = device["bus"]?.value.word else { return nil }
    let ends = bus.indices.filter { bus[$0] == "." } + [bus.endIndex]
    return ends.compactMap { holders[String(bus[..<$0])] }.max()
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
}
