internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a device is called.
extension Rule {
  static let identities = [runtimeState, duplicateUserAlias, foreignAlias]

  static let runtimeState = Rule(
    "VC112", "runtime-state", .warning,
    "A device carries what libvirt noted of a running domain.",
    rationale: """
      A target's state, a console's tty and aliases such as channel0 occur in the XML of a running domain (virsh dumpxml without
      --inactive). libvirt ignores them when a domain is defined and makes its own: what they say is past, and misleads readers.
      """,
    good: [
      Example("<channel type='pty'><target type='virtio' name='a'/><alias name='ua-a'/></channel>"),
      Example(
        "<domstatus state='running'><domain><devices><channel type='pty'><target type='virtio' name='a' state='connected'/>"
          + "<alias name='channel0'/></channel></devices></domain></domstatus>", in: .file),
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a' state='⟦connected⟧'/><alias name='channel0'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>"),
      Example(
        "<console type='pty' tty='⟦/dev/pts/4⟧'><target type='virtio'/></console>",
        fixed: "<console type='pty'><target type='virtio'/></console>"),
      Example(
        "<controller type='virtio-serial' index='0'><alias name='⟦virtio-serial0⟧'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'></controller>"),
    ]
  ) { context, findings in
    guard !context.isStatus else { return }
    for controller in context.domain.controllers {
      guard let alias = controller.alias, alias.isLibvirts else { continue }
      let fix = context.fix("remove the alias", controller) { $0.alias = nil }
      findings.add(
        runtime: ["the alias '\(alias.name ?? "")'"], at: context.range(of: .name, in: alias.sourceNode), fix)
    }
    for channel in context.domain.channels { context.checkState(of: channel, &findings) }
    for console in context.domain.consoles { context.checkState(of: console, &findings) }
  }

  static let duplicateUserAlias = Rule(
    "VC113", "duplicate-user-alias", .error,
    "Two devices share an alias.",
    rationale: "An alias names one device of the domain, whatever its kind: QEMU knows the device by it.",
    foresees: [.unsupported("non unique alias detected: ua-x")],
    good: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><alias name='ua-x'/></channel>\n"
          + "<channel type='pty'><target type='virtio' name='b'/><alias name='ua-y'/></channel>")
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><alias name='ua-x'/></channel>\n"
          + "<channel type='pty'><target type='virtio' name='b'/><alias name='⟦ua-x⟧'/></channel>"),
      Example(
        "<controller type='virtio-serial'><alias name='⟦ua-x⟧'/></controller>\n"
          + "<watchdog model='i6300esb'><alias name='ua-x'/></watchdog>"),
    ]
  ) { context, findings in
    for case .duplicateAlias(let alias, let second, let first) in context.resolved.findings {
      guard let place = [second, first].firstIndex(where: context.isOurs) else { continue }
      let (ours, other) = place == 0 ? (second, first) : (first, second)
      findings.add(
        at: context.aliasRange(of: ours), "the alias '\(alias)' is another device's, too",
        help: "give one of them another name", refusal: .unsupported("non unique alias detected: \(alias)"),
        notes: [Diagnostic.Note("the other device", at: context.aliasRange(of: other))])
    }
  }

  static let foreignAlias = Rule(
    "VC114", "non-ua-alias", .note,
    "An alias without the ua- prefix is discarded by libvirt.",
    rationale: """
      libvirt keeps an alias only if it begins with `ua-` and consists of letters, digits, `_` and `-`. Any other it drops when the
      domain is defined, and calls the device channel0, console1 and so on.
      """,
    good: [Example("<channel type='pty'><target type='virtio' name='a'/><alias name='ua-agent'/></channel>")],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><alias name='⟦agent⟧'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/><alias name='ua-agent'/></channel>"),
      Example("<channel type='pty'><target type='virtio' name='a'/><alias name='⟦ua-my agent⟧'/></channel>"),
    ]
  ) { context, findings in
    guard !context.isStatus else { return }
    for alias in context.aliases where !alias.isUserAlias && !alias.isLibvirts {
      guard let name = alias.name else { continue }
      findings.add(
        at: context.range(of: .name, in: alias.sourceNode), "libvirt drops the alias '\(name)'",
        help: "an alias begins with ua- and consists of letters, digits, '_' and '-'", fixes: context.prefixing(alias))
    }
  }
}

extension Findings {
  fileprivate mutating func add(runtime things: [String], at range: SourceRange, _ fix: Fix) {
    add(
      at: range, "\(things.joined(separator: " and ")) of a running domain: libvirt makes its own", fixes: [fix])
  }
}

extension Alias {
  /// Whether it is of the form that libvirt gives to devices of ours.
  fileprivate var isLibvirts: Bool {
    guard let name else { return false }
    let word = name.prefix { !("0"..."9" ~= $0) }
    let number = name.dropFirst(word.count)
    return ["channel", "console", "serial", "virtio-serial"].contains(word) && !number.isEmpty
      && number.allSatisfy { "0"..."9" ~= $0 }
  }
}

extension RuleContext {
  /// The aliases of controllers, channels and consoles.
  fileprivate var aliases: [Alias] {
    domain.controllers.compactMap(\.alias) + domain.channels.compactMap(\.alias) + domain.consoles.compactMap(\.alias)
  }

  /// Whether an element is a controller, channel or console of ours.
  fileprivate func isOurs(_ node: ElementNode?) -> Bool {
    guard let node else { return false }
    return domain.controllers.contains { $0.sourceNode.node == node } || chardevs.contains(node)
  }

  /// The name in a device's alias.
  fileprivate func aliasRange(of device: ElementNode?) -> SourceRange {
    let alias = device.flatMap { document.child(Name.alias.xml, of: $0) }
    return range(of: .name, in: SourceNode(alias ?? device))
  }

  fileprivate func checkState(of channel: Channel, _ findings: inout Findings) {
    var places: [(String, SourceRange)] = []
    if let target = channel.target, case .virtio(let virtio) = target.kind, let state = virtio.state {
      places.append(("the state '\(state)'", range(of: .state, in: target.sourceNode)))
    }
    if let place = runtimePlace(of: channel.alias) { places.append(place) }
    guard let first = places.map(\.1).min() else { return }
    let fix = fix("remove \(places.count > 1 ? "them" : "it")", channel) { $0.removeState() }
    findings.add(runtime: places.map(\.0), at: first, fix)
  }

  fileprivate func checkState(of console: Console, _ findings: inout Findings) {
    var places: [(String, SourceRange)] = []
    if let tty = console.tty { places.append(("the terminal '\(tty)'", range(of: .tty, in: console.sourceNode))) }
    if let place = runtimePlace(of: console.alias) { places.append(place) }
    guard let first = places.map(\.1).min() else { return }
    let fix = fix("remove \(places.count > 1 ? "them" : "it")", console) { $0.removeState() }
    findings.add(runtime: places.map(\.0), at: first, fix)
  }

  private func runtimePlace(of alias: Alias?) -> (String, SourceRange)? {
    guard let alias, alias.isLibvirts else { return nil }
    return ("the alias '\(alias.name ?? "")'", range(of: .name, in: alias.sourceNode))
  }

  /// Gives an alias the prefix it lacks, unless another device has that name.
  fileprivate func prefixing(_ alias: Alias) -> [Fix] {
    let wanted = Alias("ua-\(alias.name ?? "")")
    guard wanted.isUserAlias, !aliases.contains(wanted), let attribute = attribute(.name, of: alias.sourceNode) else {
      return []
    }
    return [rewriting(attribute, as: wanted.name ?? "", safety: .unsafe)]
  }
}

extension Channel {
  fileprivate mutating func removeState() {
    if alias?.isLibvirts ?? false { alias = nil }
    guard case .virtio(var virtio)? = target?.kind else { return }
    virtio.state = nil
    target?.kind = .virtio(virtio)
  }
}

extension Console {
  fileprivate mutating func removeState() {
    if alias?.isLibvirts ?? false { alias = nil }
    tty = nil
  }
}
