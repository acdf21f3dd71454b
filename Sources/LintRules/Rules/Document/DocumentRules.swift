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
      libvirt reads nothing of a file that is not well-formed. What comes before the error is still checked. A file holds one
      root element; only controllers, channels, consoles, serial and parallel ports may follow one another without an element around
      them.
      """,
    foresees: [Refusal(by: .libvirt, "(domain_definition):3: Opening and ending tag mismatch")],
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
    "The file has a document type.",
    rationale: """
      A document type can define entities, which can grow without bound or name other files. Domain XML has no use for one,
      and it is not read here: neither its entities nor anything outside the file is ever opened.
      """,
    good: [Example("<channel type='pty'><target type='virtio' name='a'/></channel>", in: .file)],
    bad: [Example("⟦<!DOCTYPE⟧ domain [<!ENTITY name 'vm'>]>\n<domain><name>&name;</name></domain>", in: .file)],
    .text { document, findings in
      for problem in document.problems where problem.kind == .documentType {
        findings.add(problem, help: "remove the document type, and write what its entities stand for")
      }
    })

  static let notText = Rule(
    "VC003", "not-text", .error,
    "The file's bytes do not match its declared encoding.",
    rationale: """
      libvirt reads XML as libxml2 does: UTF-8 unless a byte order mark or the XML declaration says otherwise. A byte that
      the encoding does not allow ends the reading.
      """,
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
      libxml2, and with it libvirt, stops at elements that are nested 256 deep. The size that is read here can be raised with
      --max-size.
      """,
    good: [Example("<domain/>", in: .file)],
    bad: [],
    .text { document, findings in
      for problem in document.problems where problem.kind == .limit { findings.add(problem) }
    })

  static let unknownDomainType = Rule(
    "VC005", "unknown-domain-type", .error,
    "The type of the domain is not known to libvirt.",
    rationale: """
      The type says which of libvirt's drivers the domain belongs to: kvm, qemu and hvf are QEMU's, and only their domains are
      checked here. Domains of other drivers, such as lxc or xen, are skipped; a type that no driver has is refused.
      """,
    foresees: [.badType("kmv"), .badType("")],
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
          ? "the domain type is empty; nothing else of the domain is checked"
          : "the domain type '\(type)' is not known to libvirt; nothing else of the domain is checked",
        help: "write type='\(near ?? "kvm")'", refusal: .badType(type))
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
