public import DomainModel
internal import LintRules
public import Resolution
public import SourceText
internal import XMLTree

/// The text of a domain, with operations that insert, replace and remove devices. All other bytes are preserved.
///
/// ```swift
/// let agent = try DeviceRequest(.channel, preset: .guestAgent).devices().get()
/// let changed = try DomainEditor.open(file).get().inserting(agent).get()
/// let refusals = changed.findings.filter { $0.severity == .error }
/// ```
public struct DomainEditor: Sendable {
  /// The changed domain.
  public let domain: Domain
  /// The versions to target.
  public let versions: Versions
  /// The libvirt that manages the domain, which determines the paths of generated sockets.
  public let connection: LibvirtConnection
  /// The original text.
  public let original: SourceFile

  /// What the changes remove or cannot remove, as sentences without a full stop.
  public let notes: [String]

  /// The changed text.
  public var file: SourceFile { domain.document.file }

  /// The findings in the changed domain, in the order of the text.
  public var findings: [Diagnostic] { findings(in: file) }

  private func findings(in file: SourceFile) -> [Diagnostic] {
    var linter = Linter(versions: versions, connection: connection)
    return linter.lint(file).diagnostics
  }

  /// The findings that the changes cause: all refusals of libvirt or QEMU, and any other finding that did not exist
  /// before.
  public var remarks: [Diagnostic] {
    let new = Set(newRemarks)
    return findings.filter { $0.severity == .error || new.contains($0) }
  }

  /// The findings that the changes add; a running domain has already been accepted with its other findings.
  public var newRemarks: [Diagnostic] {
    let known = Set(findings(in: original).map { [$0.rule.code, $0.message] })
    return findings.filter { !known.contains([$0.rule.code, $0.message]) }
  }

  /// What libvirt fills in.
  var resolver: Resolver { Resolver(versions, connection: connection) }

  /// Opens a text that contains a domain, or the devices of one. It fails if the text is malformed or contains neither.
  /// - Parameter connection: The libvirt that manages the domain.
  public static func open(
    _ file: SourceFile, versions: Versions = .newest, connection: LibvirtConnection = .system
  ) -> Result<DomainEditor, RequestErrors> {
    var parser = Domain.parser()
    let document = parser.parse(file)
    if let problem = document.problems.first, problem.kind != .empty {
      let line = LineIndex(file).line(of: problem.range.lowerBound)
      let isTemplate = TemplateMarker.occurs(in: file.bytes)
      let help = isTemplate ? "the file looks like a template: render it first" : "correct the XML"
      return .failure(RequestError(at: .none, "line \(line): \(problem.message)", help: help).alone)
    }
    guard let domain = Domain.read(document) else {
      return .failure(RequestError(at: .none, "the file contains no domain", help: "give domain XML").alone)
    }
    if let refusal = domain.refusal { return .failure(RequestError(at: .none, refusal).alone) }
    guard domain.devices != nil else {
      return .failure(RequestError(at: .none, "the domain has no <devices>", help: "add <devices/>").alone)
    }
    return .success(
      DomainEditor(domain: domain, versions: versions, connection: connection, original: file, notes: []))
  }

  private init(
    domain: Domain, versions: Versions, connection: LibvirtConnection, original: SourceFile, notes: [String]
  ) {
    self.domain = domain
    self.versions = versions
    self.connection = connection
    self.original = original
    self.notes = notes
  }

  /// The domain with further notes on its changes.
  func noting(_ more: [String]) -> DomainEditor {
    changed(to: domain, notes: notes + more)
  }

  /// The domain after edits of its text.
  func applying(_ edits: [TextEdit]) -> DomainEditor {
    guard !edits.isEmpty else { return self }
    let text = SourceFile(name: file.name, bytes: edits.applied(to: file), encoding: file.encoding)
    return changed(to: Self.read(text) ?? domain, notes: notes)
  }

  private func changed(to domain: Domain, notes: [String]) -> DomainEditor {
    DomainEditor(domain: domain, versions: versions, connection: connection, original: original, notes: notes)
  }

  /// The domain after edits that are found in it as it now is.
  func applying(_ edits: (Domain) -> [TextEdit]) -> DomainEditor { applying(edits(domain)) }

  /// The domain as it was before all changes.
  var originalDomain: Domain? { Self.read(original) }

  /// The line on which a device starts.
  func line(of sourceNode: SourceNode) -> Int {
    guard let node = sourceNode.node else { return 0 }
    return LineIndex(file).position(of: domain.document.range(of: node).lowerBound).line
  }

  private static func read(_ file: SourceFile) -> Domain? {
    var parser = Domain.parser()
    let document = parser.parse(file)
    return document.problems.isEmpty ? Domain.read(document) : nil
  }
}

extension RequestError {
  /// The misuse as all that is wrong.
  var alone: RequestErrors { RequestErrors(all: [self]) }
}
