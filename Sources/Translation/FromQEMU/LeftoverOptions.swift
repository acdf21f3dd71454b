internal import CommandText
internal import QEMUOptions
internal import SourceText

/// What a command line holds besides controllers, ports and what stands behind them.
struct LeftoverOptions {
  private(set) var unmapped: [UnmappedOption] = []
  private(set) var foreignOptions = 0

  private let view: ParsedQEMUConfig
  /// The chardevs that no port has.
  private let idleChardevs: Set<String>

  init(_ view: ParsedQEMUConfig) {
    self.view = view
    idleChardevs = Set(view.chardevs.entries.lazy.filter { $0.user == nil }.compactMap(\.chardev.id))
    var place = 0
    for item in view.commandLine.items {
      switch item {
      case .option(let option):
        note(option)
        if [.machine, .global, .set, .nic, .net].contains(option.flag), !view.usedSettings.contains(place) {
          foreignOptions += 1
        }
        place += 1
      case .foreign(let argument): note(argument)
      }
    }
  }

  private mutating func note(_ option: QEMUOption) {
    switch option.flag {
    case .device where !isOurs(option): foreignOptions += 1
    case .netdev where option["guestfwd"] == nil: foreignOptions += 1
    case .object where option["qom-type"]?.value.word != TLSCredentials().type: foreignOptions += 1
    case .chardev: noteChardev(option)
    default: break
    }
  }

  private func isOurs(_ option: QEMUOption) -> Bool {
    option.driver.flatMap(KnownProperties.of(driver:)) != nil
  }

  private mutating func noteChardev(_ option: QEMUOption) {
    guard let id = option["id"]?.value.word, idleChardevs.contains(id) else { return }
    if isUsedElsewhere(id) {
      foreignOptions += 1
    } else {
      unmapped.append(UnmappedOption(.unusedChardev(id), at: option.location))
    }
  }

  /// Whether another option names the chardev: `-mon chardev=ID`, `-serial chardev:ID`, a device, an object, a mux.
  private func isUsedElsewhere(_ id: String) -> Bool {
    view.commandLine.items.contains { item in
      switch item {
      case .option(let option): option["chardev"]?.value.word == id
      case .foreign(let argument): argument.names(chardev: id)
      }
    }
  }

  private mutating func note(_ argument: CommandLineArgument) {
    guard argument.isFlag else { return }
    if ["-serial", "-parallel"].contains(argument.text.replacingDoubleDash) {
      unmapped.append(UnmappedOption(.option(argument.text), at: OptionLocation(argument.range)))
    } else {
      foreignOptions += 1
    }
  }
}

extension CommandLineArgument {
  fileprivate var isFlag: Bool {
    bytes.first == UInt8(ascii: "-")
      && bytes.dropFirst().contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
  }

  fileprivate func names(chardev id: String) -> Bool {
    let words = text.split { $0 == "," || $0 == "\"" || $0 == "{" || $0 == "}" }
    return words.contains { $0 == "chardev=\(id)" || $0 == "chardev:\(id)" || $0 == Substring(id) }
  }
}

extension String {
  fileprivate var replacingDoubleDash: String { hasPrefix("--") ? String(dropFirst()) : self }
}
