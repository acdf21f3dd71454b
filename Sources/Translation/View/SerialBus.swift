internal import QEMUOptions

/// A virtio-serial controller on a command line.
struct SerialBus {
  let option: QEMUOption
  let controller: SerialController
  /// What is in the option beyond the description.
  let leftovers: [OptionProblem]
  /// What ports call its bus.
  let name: String
  init(_ option: QEMUOption, _ controller: SerialController, leftovers: [OptionProblem], name: String) {
    self.option = option
    self.controller = controller
    self.leftovers = leftovers
    self.name = name
  }

  /// Whether a driver is that of a controller.
  static func isController(_ driver: String?) -> Bool {
    driver.flatMap { $0.hasPrefix("virtio-serial") ? KnownProperties.of(driver: $0) : nil } != nil
  }
}
