internal import QEMUOptions

/// The chardevs of a command line by their ids, and who uses them.
struct ChardevTable {
  /// A chardev and the option it was read from.
  struct Entry {
    let option: QEMUOption
    let chardev: Chardev
    /// What stands in the option beyond the description.
    let leftovers: [OptionProblem]
    /// The device that took it.
    var user: QEMUOption?
  }

  private(set) var entries: [String: Entry] = [:]
  /// The ids in the order of the command line.
  private(set) var ids: [String] = []
  private(set) var faults: [QEMUFault] = []

  init(_ options: [QEMUOption]) {
    for option in options where option.flag == .chardev { add(option) }
  }

  private mutating func add(_ option: QEMUOption) {
    var problems: [OptionProblem] = []
    let chardev = Chardev(accepting: option, &problems)
    faults += QEMUFault.faults(problems, option, known: KnownProperties.chardev, of: "chardev")
    faults += ChardevCheck(chardev, option).faults
    guard let id = chardev.id else {
      return faults.append(QEMUFault(.chardevWithoutID, at: option["backend"]?.valueSpot))
    }
    if let first = entries[id] {
      faults.append(QEMUFault(.duplicateChardev(id), at: option["id"]?.valueSpot, other: first.option["id"]?.valueSpot))
    } else {
      entries[id] = Entry(option: option, chardev: chardev, leftovers: problems)
      ids.append(id)
    }
    if !QEMUScalars.isIdentifier(id) { faults.append(QEMUFault(.badID(id), at: option["id"]?.valueSpot)) }
  }

  /// Lets a device use a chardev; what QEMU refuses is a fault.
  mutating func take(_ id: String, for device: QEMUOption, at spot: Spot?) -> Entry? {
    guard let entry = entries[id] else {
      faults.append(QEMUFault(.unknownChardev(id, driver: device.driver ?? "", known: ids), at: spot))
      return nil
    }
    if let user = entry.user, !entry.isMux {
      faults.append(QEMUFault(.chardevInUse(id, driver: device.driver ?? ""), at: spot, other: user.spot))
    }
    entries[id]?.user = device
    return entry
  }
}

extension ChardevTable.Entry {
  /// Whether several devices may use it.
  var isMux: Bool { chardev.backend == .other("mux") || option["mux"]?.value.isOn == true }
}

extension OptionValue {
  /// Whether it is yes, typed or as a word.
  var isOn: Bool? {
    switch self {
    case .boolean(let value): value
    case .text(let word): QEMUScalars.boolean(word)
    default: nil
    }
  }
}
