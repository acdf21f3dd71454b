internal import CommandText
internal import QEMUOptions
internal import SourceText

/// What a command line holds besides controllers, ports and what is behind them.
struct LeftoverOptions {
  private(set) var unmapped: [UnmappedOption] = []
  private(set) var remaining: [RemainingOption] = []

  private let view: ParsedQEMUConfig
  private let keptChardevs: Set<String>
  private let keepsUnusedChardevs: Bool
  /// The chardevs that no port has.
  private let idleChardevs: Set<String>
  /// The chardevs that other options name.
  private let namedElsewhere: Set<String>
  /// The networks that cards name.
  private let networksOfCards: Set<String>
  /// The paths by which chardevs name descriptor sets.
  private let descriptorSets: Set<String>

  /// - Parameters:
  ///   - keptChardevs: the chardevs of devices that are kept as options.
  ///   - keepsUnusedChardevs: whether chardevs that no device uses are kept as options.
  init(_ view: ParsedQEMUConfig, keptChardevs: Set<String>, keepsUnusedChardevs: Bool) {
    self.view = view
    self.keptChardevs = keptChardevs
    self.keepsUnusedChardevs = keepsUnusedChardevs
    idleChardevs = Set(view.chardevs.entries.lazy.filter { $0.user == nil }.compactMap(\.chardev.id))
    namedElsewhere = idleChardevs.isEmpty ? [] : Self.names(in: view.commandLine)
    networksOfCards = Set(
      view.commandLine.options.lazy.filter { $0.flag == .device }.compactMap { $0["netdev"]?.value.word })
    descriptorSets = Set(
      view.chardevs.entries.lazy.filter { $0.user != nil }.flatMap { entry in
        ["path", "logfile"].compactMap { entry.option[$0]?.value.word }.filter { $0.hasPrefix("/dev/fdset/") }
      })
    var place = 0
    for item in view.commandLine.items {
      guard case .option(let option) = item else { continue }
      note(option, place)
      place += 1
    }
    for option in view.commandLine.foreignOptions { note(option) }
    let unknown = UnknownValues(view.commandLine.problems)
    for (flag, range) in view.unreadSerials {
      let kind: UnmappedOption.Kind = unknown.overlap(range) ? .unknownValue(flag) : .option(flag)
      unmapped.append(UnmappedOption(kind, at: OptionLocation(range)))
    }
    for option in view.helps {
      unmapped.append(UnmappedOption(.help(option.flag.argument + " help"), at: option.location))
    }
    keepTogether()
    remaining.sort { $0.range < $1.range }
  }

  /// Chardevs stay with the options that name them; options that name the chardev of a converted device cannot be kept, because libvirt
  /// renames it.
  private mutating func keepTogether() {
    guard remaining.contains(where: \.isLost) else { return }
    let converted = Set(view.chardevs.entries.lazy.filter { $0.user != nil }.compactMap(\.chardev.id))
      .subtracting(keptChardevs)
    var kept: Set<String> = []
    for (index, option) in remaining.enumerated() where option.isLost && option.value.utf8.count < 4096 {
      let names = Self.chardevs(in: option.value)
      if let name = names.first(where: converted.contains) {
        remaining[index].destination = .libvirt(
          "it shares the chardev '\(name)' with a device, and libvirt renames that")
      } else {
        kept.formUnion(names)
      }
    }
    for (index, option) in remaining.enumerated() where option.name == "chardev" {
      guard let id = option.value.split(separator: ",").first(where: { $0.hasPrefix("id=") })?.dropFirst(3),
        kept.contains(String(id))
      else { continue }
      remaining[index].destination = .nowhere("what the option needs that names the chardev '\(id)'")
    }
  }

  private mutating func note(_ option: QEMUOption, _ place: Int) {
    switch option.flag {
    case .device: noteDevice(option)
    case .chardev: noteChardev(option)
    case .netdev, .nic, .net: noteNetwork(option)
    case .object where !isOfLibvirt(option): keep(option)
    case .global where option["isa-debugcon.iobase"] != nil && view.serials.contains(where: { $0.kind == .debug }):
      break
    case .addFD:
      if let set = option["set"]?.value.word, !descriptorSets.contains("/dev/fdset/\(set)") { keep(option) }
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
    if hasForwards, option.flag == .netdev, rest.properties.allSatisfy({ ["type", "id"].contains($0.key) }),
      !networksOfCards.contains(option["id"]?.value.word ?? "")
    {
      return
    }
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
    guard let driver = option.driver, !["help", "?"].contains(driver), KnownProperties.of(driver: driver) == nil,
      SerialDevice.drivers[driver] == nil
    else { return }
    let target = driver == "zpci" ? option["target"]?.value.word : nil
    if let target, view.buses.contains(where: { $0.controller.id == target }) { return }
    keep(option)
  }

  private mutating func noteChardev(_ option: QEMUOption) {
    guard let id = option["id"]?.value.word, idleChardevs.contains(id) else { return }
    if namedElsewhere.contains(id) {
      keep(option)
    } else if keepsUnusedChardevs {
      let loss = UnmappedOption(.unusedChardev(id), at: option.location)
      let arguments = [option.flag.argument, Dialect.written(option)]
      remaining.append(RemainingOption(arguments: arguments, range: option.range, .nowhere(loss.message)))
    } else {
      unmapped.append(UnmappedOption(.unusedChardev(id), at: option.location))
    }
  }

  private mutating func keep(_ option: QEMUOption) {
    remaining.append(
      RemainingOption(
        arguments: [option.flag.argument, Dialect.written(option)], range: option.range, option: option))
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
      case .option(let option):
        for property in option.properties where property.key.hasPrefix("chardev") {
          if let name = property.value.word { names.insert(name) }
        }
      case .foreign(let argument) where argument.bytes.count < 4096: names.formUnion(Self.words(of: argument.text))
      case .foreign: break
      }
    }
    return names
  }

  /// The words of an option, with the chardevs that they name.
  private static func words(of text: String) -> Set<String> {
    Set(text.split(whereSeparator: { ",\"{}".contains($0) }).map(String.init)).union(chardevs(in: text))
  }

  /// The chardevs that a value names: `chardev=ID`, `chardev1=ID`, `chardev:ID`.
  private static func chardevs(in text: String) -> Set<String> {
    let words = text.split(whereSeparator: { ",\"{}".contains($0) }).filter { $0.hasPrefix("chardev") }
    return Set(words.compactMap { $0.split(maxSplits: 1) { "=:".contains($0) }.dropFirst().first.map(String.init) })
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
