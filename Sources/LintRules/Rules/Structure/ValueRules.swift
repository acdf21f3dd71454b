internal import DomainModel
internal import SourceText
internal import XMLTree

// What attributes hold.
extension Rule {
  static let values = [badWord, missingAttribute]

  static let badWord = Rule(
    "VC118", "bad-word", .error, needs: .readingIssues,
    "An attribute value is not one of the values libvirt accepts.",
    rationale: """
      Some attributes accept on and off, others yes and no; libvirt does not accept one for the other. Values are
      case-sensitive. The modes and types of devices have separate rules.
      """,
    sources: [.libvirt("src/util/virxml.c", "virXMLPropEnumInternal")],
    good: [
      Example(
        "<channel type='pty'><log file='/var/log/a' append='on'/><target type='virtio' name='a'/></channel>"),
      Example(
        "<controller type='virtio-serial'><driver page_per_vq='x'/></controller>", with: .bullseye, onPage: false),
    ],
    bad: [
      Example(
        "<channel type='pty'><log file='/var/log/a' append='⟦yes⟧'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='pty'><log file='/var/log/a' append='on'/><target type='virtio' name='a'/></channel>"),
      Example(
        """
        <channel type='qemu-vdagent'>
          <source>
            <clipboard copypaste='⟦on⟧'/>
          </source>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """,
        fixed: """
          <channel type='qemu-vdagent'>
            <source>
              <clipboard copypaste='yes'/>
            </source>
            <target type='virtio' name='com.redhat.spice.0'/>
          </channel>
          """),
      Example("<controller type='virtio-serial'><address type='⟦virtio⟧'/></controller>"),
      Example(
        "<controller type='virtio-serial'><address type='⟦virtio⟧'/></controller>", with: .bookworm, onPage: false),
      Example(
        """
        <channel type='tcp'>
          <source mode='bind' host='h' service='1'/>
          <protocol type='⟦none⟧'/>
          <target type='virtio' name='a'/>
        </channel>
        """, with: .bookworm, onPage: false),
      Example("<controller type='virtio-serial'><driver page_per_vq='⟦x⟧'/></controller>", onPage: false),
      Example(
        "<channel type='pty'><log file='/var/log/a' append='⟦yes⟧'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='pty'><log file='/var/log/a' append='on'/><target type='virtio' name='a'/></channel>",
        with: .bullseye, onPage: false),
    ]
  ) { context, findings in
    for (attribute, element, words) in context.badWords {
      guard let refusal = context.refusal(ofBadWord: attribute, of: element) else { continue }
      let (name, value) = (context.document.nameText(of: attribute), context.document.value(of: attribute))
      findings.add(
        at: context.document.valueRange(of: attribute),
        "'\(value)' is not a valid value of '\(name)'" + (words.isEmpty ? "" : ": expected \(words.alternatives)"),
        refusal: refusal, fixes: context.corrections(of: attribute, among: words))
    }
  }

  static let missingAttribute = Rule(
    "VC119", "missing-attribute", .error, needs: .readingIssues,
    "A required attribute is missing.",
    rationale: """
      An <address> requires a type, a <clipboard> requires copypaste, a <mouse> requires mode. Targets and sources
      have separate rules.
      """,
    sources: [.libvirt("src/util/virxml.c", "virXMLPropEnumInternal")],
    good: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><address type='virtio-serial' port='2'/></channel>")
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><⟦address⟧ controller='0' port='2'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/>"
          + "<address type='virtio-serial' controller='0' port='2'/></channel>"),
      Example(
        "<channel type='qemu-vdagent'><source><⟦clipboard⟧/></source>"
          + "<target type='virtio' name='com.redhat.spice.0'/></channel>"),
      Example("<controller type='virtio-serial'><⟦address⟧/></controller>", with: .bookworm, onPage: false),
    ]
  ) { context, findings in
    for case .missing(let name, let element) in context.issues {
      let parent = context.document.name(of: element)
      guard [Name.address, .clipboard, .mouse].map(\.xml).contains(parent) else { continue }
      findings.add(
        at: context.document.nameRange(of: element),
        "the <\(context.document.nameText(of: element))> has no attribute '\(name)'",
        refusal: context.refusal(ofMissing: name, in: element), fixes: context.givingType(toAddress: element))
    }
  }
}

extension RuleContext {
  /// The bad words that no other rule is about.
  fileprivate var badWords: [(XMLAttribute, ElementNode, [String])] {
    issues.compactMap { issue in
      guard case .badValue(let attribute, let element, let expectation) = issue else { return nil }
      switch (expectation, document.name(of: element), document.name(of: attribute)) {
      case (.word, Name.source.xml, Name.mode.xml), (.word, Name.target.xml, Name.type.xml),
        (.word, Name.controller.xml, Name.model.xml):
        return nil
      case (.word(let words), _, _), (.variant(let words), Name.address.xml, _): return (attribute, element, words)
      case (.variant, _, _), (.number, _, _): return nil
      }
    }
  }

  /// The likely intended values of an unknown word: the equivalent yes or on, another case, or a similar word.
  fileprivate func corrections(of attribute: XMLAttribute, among words: [String]) -> [Fix] {
    let value = document.value(of: attribute).lowercased()
    if words.contains(value) { return [rewriting(attribute, as: value)] }
    if Set(words) == Set(OnOff.words) || Set(words) == Set(YesNo.words) {
      if ["yes", "on", "true", "1", "enabled"].contains(value) { return [rewriting(attribute, as: words[0])] }
      if ["no", "off", "false", "0", "disabled"].contains(value) { return [rewriting(attribute, as: words[1])] }
    }
    return words.nearest(to: value).map { [rewriting(attribute, as: $0, safety: .unsafe)] } ?? []
  }

  /// Fixes that add the type of an address, if it follows from its attributes.
  fileprivate func givingType(toAddress node: ElementNode) -> [Fix] {
    guard document.name(of: node) == Name.address.xml else { return [] }
    let names = Set(document.attributes(of: node).map { document.nameText(of: $0) })
    let isController = document.parent(of: node).map { document.name(of: $0) == Name.controller.xml } ?? false
    let type: String
    switch names {
    case _ where isController && !names.isDisjoint(with: ["slot", "function", "domain"]): type = "pci"
    case _ where isController && !names.isDisjoint(with: ["cssid", "ssid", "devno"]): type = "ccw"
    case _ where !isController && !names.isDisjoint(with: ["controller", "port"]): type = "virtio-serial"
    default: return []
    }
    return [Fix("set type='\(type)'", .safe, edits: domain.edits(adding: "type", type, to: node))]
  }
}
