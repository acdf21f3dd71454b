internal import DomainModel
internal import SourceText
internal import XMLTree

// Numbers that libvirt cannot parse: ports, indexes, vectors, and the parts of addresses.
extension Rule {
  static let badNumber = Rule(
    "VC205", "bad-number", .error, needs: .readingIssues,
    "An attribute is not a number libvirt accepts.",
    rationale: """
      Ports, indices, vectors and most other numbers are decimal; libvirt refuses `0x1` there. The parts of PCI and
      CCW addresses may be hexadecimal with the prefix `0x`. Signs, trailing blanks and numbers out of range are
      refused everywhere.
      """,
    sources: [
      .libvirt("src/util/virxml.c", "virXMLPropUIntDefault"),
      .libvirt("src/util/virxml.c", "virXMLPropInt"),
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefParseTargetXML"),
    ],
    good: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><address type='virtio-serial' port='1'/></channel>"),
      Example("<controller type='virtio-serial'><address type='pci' slot='0x05'/></controller>"),
      Example("<controller type='virtio-serial'><acpi index='x'/></controller>", with: .bullseye, onPage: false),
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><address type='virtio-serial' port='⟦0x1⟧'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/><address type='virtio-serial' port='1'/></channel>"),
      Example("<controller type='virtio-serial' index='0' ports='⟦-1⟧'/>"),
      Example("<controller type='virtio-serial'><address type='pci' slot='⟦five⟧'/></controller>"),
      Example("<console type='pty'><target type='virtio' port='⟦first⟧'/></console>"),
      Example("<controller type='virtio-serial' index='0' ports='⟦-1⟧'/>", with: .bullseye, onPage: false),
      Example(
        "<controller type='virtio-serial'><address type='pci' slot='⟦five⟧'/></controller>", with: .bullseye,
        onPage: false),
      Example("<controller type='virtio-serial'><acpi index='⟦x⟧'/></controller>", onPage: false),
    ]
  ) { context, findings in
    for case .badValue(let attribute, let element, .number(let format)) in context.issues {
      guard let refusal = context.refusal(ofBadNumber: attribute, of: element, format) else { continue }
      let (name, value) = (context.document.nameText(of: attribute), context.document.value(of: attribute))
      let meant = format.guess(value).map(format.print)
      findings.add(
        at: context.document.valueRange(of: attribute),
        "'\(value)' is not a valid value of '\(name)': expected \(format.expectation)",
        help: meant.map { "set \(name)='\($0)'" },
        refusal: refusal, fixes: meant.map { [context.rewriting(attribute, as: $0)] } ?? [])
    }
  }
}
