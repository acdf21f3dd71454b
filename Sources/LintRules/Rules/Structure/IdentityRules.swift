internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a device is called.
extension Rule {
  static let identities = [duplicateUserAlias, foreignAlias]

  static let duplicateUserAlias = Rule(
    "VC113", "duplicate-user-alias", .error,
    "Two devices share an alias.",
    rationale: """
      An alias identifies one device among all devices of the domain; QEMU derives the id of the device from it.
      """,
    sources: [.libvirt("src/conf/domain_validate.c", "virDomainDeviceDefValidateAliasesIterator")],
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
      Example(
        "<sound model='ich6'><alias name='ua-x'/></sound>\n"
          + "<watchdog model='i6300esb'><alias name='⟦ua-x⟧'/></watchdog>"),
    ],
    .wording)

  static let foreignAlias = Rule(
    "VC114", "non-ua-alias", .note,
    "An alias without the ua- prefix is discarded by libvirt.",
    rationale: """
      libvirt keeps an alias only if it begins with `ua-` and consists of letters, digits, `_` and `-`. It discards
      any other and assigns one, such as channel0.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainDeviceAliasIsUserAlias")],
    good: [Example("<channel type='pty'><target type='virtio' name='a'/><alias name='ua-agent'/></channel>")],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><alias name='⟦agent⟧'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/><alias name='ua-agent'/></channel>"),
      Example("<channel type='pty'><target type='virtio' name='a'/><alias name='⟦ua-my agent⟧'/></channel>"),
    ]
  ) { context, findings in
    guard !context.isRunning else { return }
    let aliases = context.aliases
    lazy var taken = Set(aliases)
    for alias in aliases where !alias.isUserAlias && !alias.isLibvirts {
      guard let name = alias.name else { continue }
      findings.add(
        at: context.range(of: .name, in: alias.sourceNode), "libvirt discards the alias '\(name)'",
        help: "use an alias that begins with ua- and consists of letters, digits, '_' and '-'",
        fixes: context.prefixing(alias, besides: taken))
    }
  }
}

extension RuleContext {
  /// The aliases of controllers, channels and consoles.
  fileprivate var aliases: [Alias] {
    domain.controllers.compactMap(\.alias) + domain.channels.compactMap(\.alias) + domain.consoles.compactMap(\.alias)
  }

  func duplicateAlias(_ alias: String, _ second: ElementNode?, _ first: ElementNode?) -> FindingWording {
    let place = [second, first].firstIndex(where: isOurs) ?? 0
    let (ours, other) = place == 0 ? (second, first) : (first, second)
    return FindingWording(
      .duplicateUserAlias, at: aliasRange(of: ours), "the alias '\(alias)' is already used by another device",
      help: "rename one of them", refusal: .unsupported("non unique alias detected: \(alias)"),
      notes: [Diagnostic.Note("the other device", at: aliasRange(of: other))])
  }

  /// Whether an element is a controller, channel or console of ours.
  func isOurs(_ node: ElementNode?) -> Bool {
    guard let node else { return false }
    return domain.controller(at: node) != nil || domain.channel(at: node) != nil || domain.console(at: node) != nil
  }

  /// The name in a device's alias.
  fileprivate func aliasRange(of device: ElementNode?) -> SourceRange {
    let alias = device.flatMap { document.child(Name.alias.xml, of: $0) }
    return range(of: .name, in: SourceNode(alias ?? device))
  }

  /// Gives an alias the prefix it lacks, unless another device has that name.
  fileprivate func prefixing(_ alias: Alias, besides taken: Set<Alias>) -> [Fix] {
    let wanted = Alias("ua-\(alias.name ?? "")")
    guard wanted.isUserAlias, !taken.contains(wanted), let attribute = attribute(.name, of: alias.sourceNode) else {
      return []
    }
    return [rewriting(attribute, as: wanted.name ?? "", safety: .unsafe)]
  }
}
