internal import DomainModel
internal import SourceText
internal import XMLTree

// VC0xx: the text itself.
extension Rule {
  static let document = [malformedXML, documentType, notText, overLimit, unknownDomainType]

  static let malformedXML = Rule(
    "VC001", "malformed-xml", .error,
    "The file is not well-formed XML.",
    rationale: """
      libvirt rejects a file that is not well-formed. virt-channel still checks the part before the error. A file has
      one root element; only fragments of controllers, channels, consoles, serial and parallel ports may have several.
      """,
    sources: [.libvirt("src/util/virxml.c", "virXMLParseHelper")],
    good: [Example("<channel type='pty'><target type='virtio' name='a'/></channel>", in: .file)],
    bad: [
      Example("<domain>\n  <devices>\n  ⟦</device>⟧\n</domain>\n", in: .file),
      Example("<channel type=⟦p⟧ty><target type='virtio' name='a'/></channel>", in: .file),
      Example("<domain>\n  <devices>\n  </devices>\n⟦⟧", in: .file),
      Example("<domain/>\n<⟦domain⟧/>\n", in: .file),
    ],
    .text { document, findings in
      for problem in document.problems where problem.kind == .malformed || problem.kind == .empty {
        let isTemplate = TemplateMarker.occurs(in: document.file.bytes)
        findings.add(problem, help: isTemplate ? "the file looks like a template: render it first" : nil)
      }
    })

  static let documentType = Rule(
    "VC002", "document-type", .error,
    "The file contains a document type declaration, which libvirt XML never needs.",
    rationale: """
      A document type can define entities, which can expand without bound or refer to other files. Domain XML has no
      use for one. virt-channel ignores it: it expands no entities and opens no other files.
      """,
    sources: [.page("../reliability.md", "Reliability")],
    good: [Example("<channel type='pty'><target type='virtio' name='a'/></channel>", in: .file)],
    bad: [Example("⟦<!DOCTYPE⟧ domain [<!ENTITY name 'vm'>]>\n<domain><name>&name;</name></domain>", in: .file)],
    .text { document, findings in
      for problem in document.problems where problem.kind == .documentType {
        findings.add(problem, help: "remove the document type, and replace its entities with their values")
      }
    })

  static let notText = Rule(
    "VC003", "not-text", .error,
    "The file's bytes do not match its declared encoding.",
    rationale: """
      Like libxml2, libvirt assumes UTF-8 unless a byte order mark or the XML declaration names another encoding, and
      stops at the first invalid byte.
      """,
    sources: [.libvirt("src/util/virxml.c", "virXMLParseHelper")],
    good: [Example("<?xml version='1.0' encoding='UTF-8'?>\n<domain/>", in: .file)],
    bad: [Example("<domain>⟦\u{0}⟧</domain>", in: .file)],
    .text { document, findings in
      for problem in document.problems where problem.kind == .encoding || problem.kind == .binary {
        findings.add(problem)
      }
    })

  static let overLimit = Rule(
    "VC004", "over-limit", .error,
    "The file exceeds a size or nesting limit.",
    rationale: """
      libxml2, and therefore libvirt, refuses elements nested more than 256 deep. The maximum file size of
      virt-channel can be raised with --max-size.
      """,
    sources: [.libvirt("src/util/virxml.c", "virXMLParseHelper")],
    good: [Example("<domain/>", in: .file)],
    bad: [
      Example(
        "<domain>" + String(repeating: "<a>", count: 255) + "⟦<a>⟧" + String(repeating: "</a>", count: 256)
          + "</domain>",
        in: .file)
    ],
    .text { document, findings in
      for problem in document.problems where problem.kind == .limit { findings.add(problem) }
    })

  static let unknownDomainType = Rule(
    "VC005", "unknown-domain-type", .error,
    "The domain type is unknown to libvirt.",
    rationale: """
      The type selects the libvirt driver of the domain: kvm, qemu and hvf belong to the QEMU driver, and virt-channel
      checks only their domains. Domains of other drivers, such as lxc or xen, are skipped; libvirt refuses a type
      that no driver has.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainDefParseCaps")],
    good: [
      Example("<domain type='kvm'><name>vm</name></domain>", in: .file),
      Example("<domain type='lxc'><name>vm</name></domain>", in: .file),
    ],
    bad: [
      Example("<domain type='⟦kmv⟧'><name>vm</name></domain>", in: .file),
      Example("<domain ⟦type⟧=''><name>vm</name></domain>", in: .file),
    ],
    .text { document, findings in
      guard case .other(let type) = document.domainDriver, let attribute = document.domainType else { return }
      let known = DomainDriver.typesOfQEMU + DomainDriver.typesOfOthers
      guard !known.contains(type) else { return }
      let near = known.nearest(to: type)
      findings.add(
        at: type.isEmpty ? document.nameRange(of: attribute) : document.valueRange(of: attribute),
        type.isEmpty
          ? "the domain type is empty; the rest of the domain is not checked"
          : "unknown domain type '\(type)'; the rest of the domain is not checked",
        help: "set type='\(near ?? "kvm")'", refusal: .badType(type))
    })
}

extension Refusal {
  /// Source: libvirt `virDomainDefParseCaps`.
  fileprivate static func badType(_ type: String) -> Refusal {
    type.isEmpty
      ? .internalError("missing domain type attribute") : .unsupported("invalid domain type \(type)")
  }
}

extension Findings {
  fileprivate mutating func add(_ problem: XMLProblem, help: String? = nil) {
    add(at: problem.range, problem.message, help: help, notes: problem.notes)
  }
}
