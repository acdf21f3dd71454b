internal import CommandText
internal import QEMUOptions
internal import SourceText

/// What a command line holds besides controllers, ports and what is behind them.
struct LeftoverOptions {
  private(set) var unmapped: [UnmappedOption] = []
  private(set) var remaining: [RemainingOption] = []

  private let view: ParsedQEMUConfig
  /// The chardevs that no port has.
  private let idleChardevs: Set<String>
  /// The chardevs that other options name.
  private let namedElsewhere: Set<String>

  init(_ view: ParsedQEMUConfig) {
    self.view = view
    idleChardevs = Set(view.chardevs.entries.lazy.filter { $0.user == nil }.compactMap(\.chardev.id))
    namedElsewhere = idleChardevs.isEmpty ? [] : Self.names(in: view.commandLine)
    var place = 0
    for item in view.commandLine.items {
      guard case .option(let option) = item else { continue }
      note(option, place)
      place += 1
    }
    for option in view.commandLine.foreignOptions { note(option) }
    for range in view.unreadSerials {
      unmapped.append(UnmappedOption(.option("-serial"), at: OptionLocation(range)))
    }
    for option in view.helps {
      unmapped.append(UnmappedOption(.help(option.flag.argument + " help"), at: option.location))
    }
    remaining.sort { $0.range < $1.range }
  }

  private mutating func note(_ option: QEMUOption, _ place: Int) {
    switch option.flag {
    case .device: noteDevice(option)
    case .chardev: noteChardev(option)
    case .netdev, .nic, .net: noteNetwork(option)
    case .object where !isOfLibvirt(option): keep(option)
    case .global where option["isa-debugcon.iobase"] != nil && view.serials.contains(where: { $0.kind == .debug }):
      break
    case .machine, .global, .set: if !view.usedSettings.contains(place) { keep(option) }
    default: break
    }
  }

  /// A network, without the forwards that are channels.
  private mutating func noteNetwork(_ option: QEMUOption) {
    var rest = option
    rest.properties.removeAll { $0.key == "guestfwd" }
    let hasForwards = rest.properties.count < option.properties.count
    // A -netdev user with nothing but forwards stems from channels.
    if hasForwards, option.flag == .netdev, rest.properties.allSatisfy({ ["type", "id"].contains($0.key) }) { return }
    keep(rest)
  }

  /// Whether it is the object that libvirt adds for `tls='yes'`.
  private func isOfLibvirt(_ option: QEMUOption) -> Bool {
    var problems: [OptionProblem] = []
    let credentials = TLSCredentials(accepting: option, &problems)
    let own = TLSCredentials()
    guard credentials.type == own.type, problems.isEmpty, credentials.directory == own.directory else { return false }
    return view.chardevs.entries.contains {
      $0.user != nil && $0.option["tls-creds"]?.value.word == credentials.id
    }
  }

  private mutating func noteDevice(_ option: QEMUOption) {
    guard let driver = option.driver, KnownProperties.of(driver: driver) == nil, SerialDevice.drivers[driver] == nil
    else { return }
    let target = driver == "zpci" ? option["target"]?.value.word : nil
    if let target, view.buses.contains(where: { $0.controller.id == target }) { return }
    keep(option)
  }

  private mutating func noteChardev(_ option: QEMUOption) {
    guard let id = option["id"]?.value.word, idleChardevs.contains(id) else { return }
    if namedElsewhere.contains(id) {
      keep(option)
    } else {
      unmapped.append(UnmappedOption(.unusedChardev(id), at: option.location))
    }
  }

  private mutating func keep(_ option: QEMUOption) {
    remaining.append(
      RemainingOption(
        arguments: [option.flag.argument, Dialect.print(option)], range: option.range, option: option))
  }

  private mutating func note(_ option: ForeignOption) {
    guard !SerialDevice.options.contains(option.name) else { return }
    remaining.append(
      RemainingOption(
        arguments: [option.flag.text] + (option.value.map { [$0.text] } ?? []), range: option.range, name: option.name))
  }

  /// The words that options other than chardevs are made of: `-mon chardev=ID`, `-serial chardev:ID`, a device, an object, a mux.
  private static func names(in commandLine: QEMUCommandLine) -> Set<String> {
    var names: Set<String> = []
    for item in commandLine.items {
      switch item {
      case .option(let option): if let name = option["chardev"]?.value.word { names.insert(name) }
      case .foreign(let argument) where argument.bytes.count < 4096:
        for word in argument.text.split(whereSeparator: { ",\"{}".contains($0) }) {
          names.insert(String(word))
          for prefix in ["chardev=", "chardev:"] where word.hasPrefix(prefix) {
            names.insert(String(word.dropFirst(prefix.count)))
          }
        }
      case .foreign: break
      }
    }
    return names
  }
}

extension Dialect {
  /// The value of an option as it was written: JSON stays JSON.
  fileprivate static func print(_ option: QEMUOption) -> String {
    option.isJSON ? Dialect.json.print(option) : Dialect.keyval.print(option)
  }
}

extension QEMUOption {
  /// The bytes of flag and value.
  fileprivate var range: SourceRange {
    let value = location.range ?? SourceRange(at: 0)
    let flag = flagLocation.range ?? value
    return SourceRange(min(flag.lowerBound, value.lowerBound), max(flag.upperBound, value.upperBound))
  }
}
