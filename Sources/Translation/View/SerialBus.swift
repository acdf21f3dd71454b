internal import QEMUOptions

/// A virtio-serial controller on a command line, and the ports that are plugged in it.
struct SerialBus {
  /// What a controller has where nothing is said.
  static let defaultPorts = 31

  let option: QEMUOption
  let controller: SerialController
  /// What stands in the option beyond the description.
  let leftovers: [OptionProblem]
  /// What ports call its bus.
  let name: String
  /// Where the ports are written that have the numbers.
  private var taken: [Int: OptionLocation] = [:]

  init(_ option: QEMUOption, _ controller: SerialController, leftovers: [OptionProblem], name: String) {
    self.option = option
    self.controller = controller
    self.leftovers = leftovers
    self.name = name
  }

  /// How many ports it has.
  var portCount: Int { controller.maxPorts ?? Self.defaultPorts }

  /// Whether a driver is that of a controller.
  static func isController(_ driver: String?) -> Bool {
    driver.flatMap { $0.hasPrefix("virtio-serial") ? KnownProperties.of(driver: $0) : nil } != nil
  }

  /// Plugs a port in: at the number asked for, or at the lowest free one, for a console from 0 and for others from 1
  /// (QEMU's `virtser_port_device_realize`). What QEMU refuses is plugged in all the same.
  mutating func plug(_ port: VirtioPort, _ option: QEMUOption) -> (number: Int, faults: [QEMUFault]) {
    let isConsole = port.driver == VirtioPort.consoleDriver
    let asked = port.nr.flatMap { $0 == 0xFFFF_FFFF ? nil : $0 }
    let number = asked ?? lowestFree(from: isConsole ? 0 : 1)
    let faults = faults(number, isConsole, option)
    if taken[number] == nil { taken[number] = option["nr"]?.valueLocation ?? option.location }
    return (number, faults)
  }

  private func lowestFree(from first: Int) -> Int {
    var number = first
    while taken[number] != nil { number += 1 }
    return number
  }

  private func faults(_ number: Int, _ isConsole: Bool, _ option: QEMUOption) -> [QEMUFault] {
    let location = option["nr"]?.valueLocation ?? option["driver"]?.valueLocation
    if let other = taken[number] {
      return [QEMUFault(.portTaken(number), at: location, other: other)]
    }
    if number == 0 && !isConsole { return [QEMUFault(.portZero, at: location)] }
    return number >= portCount ? [QEMUFault(.portOutOfRange(number, highest: portCount - 1), at: location)] : []
  }
}
