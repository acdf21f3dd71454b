internal import QEMUOptions
internal import SourceText

/// The chardevs of a command line by their ids, and who uses them.
struct ChardevTable {
  /// A chardev and the option it was read from.
  struct Entry {
    let option: QEMUOption
    let chardev: Chardev
    /// What is in the option beyond the description.
    let leftovers: [OptionProblem]
    /// Where the device is written that took it.
    var user: OptionLocation?
  }

  private(set) var faults: [QEMUFault] = []
  /// The chardevs in the order of the command line.
  private(set) var entries: [Entry] = []

  private var indices: [String: Int] = [:]

  init(_ options: [QEMUOption]) {
    let chardevs = options.filter { $0.flag == .chardev }
    entries.reserveCapacity(chardevs.count)
    indices.reserveCapacity(chardevs.count)
    for option in chardevs { add(option) }
    checkCredentials(options)
  }

  /// Adds a chardev that belongs to one option.
  /// - Returns: its index among the entries.
  mutating func addUnnamed(_ option: QEMUOption, at range: SourceRange) -> Int {
    var problems: [OptionProblem] = []
    let chardev = Chardev(accepting: option, &problems)
    faults += ChardevCheck(chardev, option).faults
    entries.append(Entry(option: option, chardev: chardev, leftovers: problems, user: OptionLocation(range)))
    return entries.count - 1
  }

  /// QEMU creates all objects of credentials before the chardevs.
  private mutating func checkCredentials(_ options: [QEMUOption]) {
    let users = entries.compactMap { $0.option["tls-creds"] }
    guard !users.isEmpty else { return }
    let objects = Set(options.lazy.filter { $0.flag == .object }.compactMap { $0["id"]?.value.word })
    for user in users {
      guard let id = user.value.word, !objects.contains(id) else { continue }
      faults.append(QEMUFault(.unknownCredentials(id), at: user.valueLocation))
    }
  }

  private mutating func add(_ option: QEMUOption) {
    var problems: [OptionProblem] = []
    let chardev = Chardev(accepting: option, &problems)
    faults += QEMUFault.faults(problems, option, known: KnownProperties.chardev, of: "chardev")
    faults += ChardevCheck(chardev, option).faults
    guard let id = chardev.id else {
      return faults.append(QEMUFault(.chardevWithoutID, at: option["backend"]?.valueLocation))
    }
    if let first = indices[id].map({ entries[$0] }) {
      faults.append(
        QEMUFault(.duplicateChardev(id), at: option["id"]?.valueLocation, other: first.option["id"]?.valueLocation))
    } else {
      indices[id] = entries.count
      entries.append(Entry(option: option, chardev: chardev, leftovers: problems))
    }
    if !QEMUScalars.isIdentifier(id) { faults.append(QEMUFault(.badID(id), at: option["id"]?.valueLocation)) }
  }

  /// Assigns a chardev to a device; a refusal by QEMU is recorded as a fault.
  /// - Returns: the index of the chardev among the entries.
  mutating func take(_ id: String, for device: QEMUOption, at location: OptionLocation?) -> Int? {
    guard let index = indices[id] else {
      let known = entries.compactMap(\.chardev.id)
      faults.append(QEMUFault(.unknownChardev(id, driver: device.driver ?? "", known: known), at: location))
      return nil
    }
    if let user = entries[index].user, !entries[index].isMux {
      faults.append(QEMUFault(.chardevInUse(id, driver: device.driver ?? ""), at: location, other: user))
    }
    entries[index].user = device.location
    return index
  }
}

extension ChardevTable.Entry {
  /// Whether several devices may use it.
  var isMux: Bool { chardev.backend == .other("mux") || option["mux"]?.value.isOn == true }
}

extension OptionValue {
  /// The boolean value, typed or as text.
  var isOn: Bool? {
    switch self {
    case .boolean(let value): value
    case .text(let word): QEMUScalars.boolean(word)
    default: nil
    }
  }
}
