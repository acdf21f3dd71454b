internal import JSONText
internal import LintRules
internal import SourceText
internal import XMLTree

// Fixes and refactorings.
extension LanguageSession {
  /// `textDocument/codeAction`.
  func codeActions(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    guard let range = document.text.range(params["range"]) else {
      throw ResponseError(.invalidParams, "the request has no range")
    }
    guard document.isDomain, client.takesCodeActions else { return [] }
    let wanted = WantedKinds(params["context"]?["only"])
    let findings = document.result.diagnostics.filter { $0.range.touches(range) }
    var actions: [CodeAction] = []
    if wanted.includes(.quickFix) {
      actions += findings.flatMap { quickFixes(for: $0, in: document) }
      actions += findings.compactMap { suppression(of: $0, in: document) }
    }
    if wanted.includes(.fixAll), let action = fixAll(in: document) { actions.append(action) }
    if wanted.includes(.rewrite) { actions += Refactoring(document).actions(at: range) }
    return .array(actions.map { json($0, in: document) })
  }

  private func json(_ action: CodeAction, in document: CheckedDocument) -> JSONValue {
    var json: JSONObject = ["title": .string(action.title), "kind": .string(action.kind.rawValue)]
    if let finding = action.finding { json["diagnostics"] = [diagnostic(finding, in: document)] }
    if action.isPreferred { json["isPreferred"] = true }
    if let reason = action.disabledReason { json["disabled"] = ["reason": .string(reason)] }
    if !action.edits.isEmpty {
      json["edit"] = document.workspaceEdit(action.edits, withVersions: client.takesVersionedEdits)
    }
    return .object(json)
  }

  /// The fixes of a finding, the preferred one first: a safe one that comes first is what most people want.
  private func quickFixes(for finding: Diagnostic, in document: CheckedDocument) -> [CodeAction] {
    finding.fixes.enumerated().map { number, fix in
      let title = "\(fix.title.escapedForDisplay) [\(finding.rule.code)]"
      let isSafe = fix.safety == .safe
      return CodeAction(
        isSafe ? title : "\(title) (unsafe: changes what the guest or host sees)", .quickFix, fix.edits,
        finding: finding, isPreferred: isSafe && number == 0)
    }
  }

  /// All fixes that are safe, as `fix --write` applies them.
  private func fixAll(in document: CheckedDocument) -> CodeAction? {
    guard document.result.diagnostics.contains(where: { $0.fixes.contains { $0.safety == .safe } }) else { return nil }
    let edits = TextEdit.edits(from: document.file.bytes, to: document.checker.safelyFixed(document.file).bytes)
    return edits.isEmpty ? nil : CodeAction("apply all safe fixes", .fixAll, edits)
  }

  /// A comment before the innermost element on lines of its own that holds the finding.
  private func suppression(of finding: Diagnostic, in document: CheckedDocument) -> CodeAction? {
    guard document.result.document.problems.isEmpty, !finding.rule.code.hasPrefix("VC0"),
      let line = document.lineOfElement(around: finding.range)
    else { return nil }
    let comment = "<!-- virt-channel: ignore \(finding.rule.code) (state the reason) -->"
    let edit = TextEdit.insert(comment + document.lineEnd + line.indentation, at: line.start)
    return CodeAction(
      "ignore \(finding.rule.code) \(finding.rule.name) here, with a reason", .quickFix, [edit], finding: finding)
  }
}

/// Something that the editor can do for the person who writes.
struct CodeAction {
  /// Kinds of the protocol.
  enum Kind: String {
    case quickFix = "quickfix"
    case rewrite = "refactor.rewrite"
    case fixAll = "source.fixAll.virt-channel"
  }

  let title: String
  let kind: Kind
  let edits: [TextEdit]
  var finding: Diagnostic?
  var isPreferred = false
  /// Why it cannot be done now.
  var disabledReason: String?

  init(
    _ title: String, _ kind: Kind, _ edits: [TextEdit], finding: Diagnostic? = nil, isPreferred: Bool = false,
    disabledReason: String? = nil
  ) {
    self.title = title
    self.kind = kind
    self.edits = edits
    self.finding = finding
    self.isPreferred = isPreferred
    self.disabledReason = disabledReason
  }
}

/// The kinds of actions that a client asks for, each with the kinds below it; all when it names none.
private struct WantedKinds {
  private let prefixes: [String]?

  init(_ json: JSONValue?) { prefixes = json?.array.map { $0.compactMap(\.string) } }

  func includes(_ kind: CodeAction.Kind) -> Bool {
    guard let prefixes else { return true }
    return prefixes.contains { $0.isEmpty || kind.rawValue == $0 || kind.rawValue.hasPrefix($0 + ".") }
  }
}

extension SourceRange {
  /// Whether the ranges have a byte or an end in common.
  func touches(_ other: SourceRange) -> Bool {
    lowerBound <= other.upperBound && other.lowerBound <= upperBound
  }
}

extension TextEdit {
  /// The edit of the bytes that differ between two texts: those behind the common beginning and before the common end.
  static func edits(from old: [UInt8], to new: [UInt8]) -> [TextEdit] {
    guard old != new else { return [] }
    let limit = min(old.count, new.count)
    var start = 0
    while start < limit, old[start] == new[start] { start += 1 }
    var end = 0
    while end < limit - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    while start > 0, start < old.count, old[start] & 0xC0 == 0x80 { start -= 1 }
    while end > 0, old[old.count - end] & 0xC0 == 0x80 { end -= 1 }
    let replacement = String(decoding: new[start..<new.count - end], as: UTF8.self)
    return [TextEdit(SourceRange(start, old.count - end), with: replacement)]
  }
}
