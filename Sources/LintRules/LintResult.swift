public import DomainModel
public import Resolution
public import SourceText
public import XMLTree

/// The result of checking one file.
public struct LintResult: Sendable {
  /// The document, up to the first syntax error.
  public let document: ParsedXML
  let context: RuleContext?
  /// The findings, in the order of the file.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// The driver of the domain. Only domains of the QEMU driver are checked.
  public let driver: DomainDriver
  /// Why no command but a check uses the document, as a sentence without a full stop; nil if they can.
  package var refusal: String? { driver.refusal ?? domain?.refusal }
  let unknownValues: UnknownValues
  let conditionalElements: ConditionalElements
  let suppressions: Suppressions

  /// Whether every value and element is known.
  var isComplete: Bool { context != nil && unknownValues.isEmpty && conditionalElements.statements.isEmpty }

  /// The domain with the values that libvirt fills in; nil if the file contains no domain of the QEMU driver.
  public var resolved: ResolvedDomain? { context?.resolved }

  /// The ranges of values that a template leaves open. Findings that depend on them are not reported.
  public var templateValues: [SourceRange] { unknownValues.templates.map(\.range) + unknownValues.insertions }

  /// The template values that determine the options of QEMU, such as `machine='{{ machine }}'`, with their ranges.
  /// These include markers between elements, such as `{% if x %}` and `{{ devices }}`.
  public var neededValues: [(text: String, range: SourceRange)] {
    let markers = (conditionalElements.statements + unknownValues.insertions).map { range in
      (text: String(decoding: document.file.bytes[range.lowerBound..<range.upperBound], as: UTF8.self), range: range)
    }
    return (unknownValues.needed(in: document) + markers).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The domain as written; nil if the file contains no domain of the QEMU driver.
  public var domain: Domain? { context?.domain }

  /// The findings for which libvirt refuses to define the domain or the file cannot be read.
  public var refusals: [Diagnostic] {
    let unreadable = document.problems.isEmpty ? [] : Rule.document.map(\.id)
    return diagnostics.filter { $0.refusal?.isAtStart == false || unreadable.contains($0.rule) }
  }

  /// The data for comparing the domain with others; nil if the domain has no name.
  public var facts: DomainClaims? {
    guard let context, let name = context.domain.header.name,
      !(document.mayBeTemplate && TemplateMarker.occurs(in: name)),
      let node = context.domain.header.node
    else { return nil }
    let place = document.child(Name.name.xml, of: node).flatMap { document.contentRange(of: $0) }
    let open = Set(templateValues)
    return DomainClaims(
      file: document.file.name, domain: name, nameRange: place ?? document.nameRange(of: node),
      claims: context.claims(suppressions).filter { !open.contains($0.range) })
  }
}
