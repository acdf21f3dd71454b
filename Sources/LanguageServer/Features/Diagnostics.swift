internal import JSONText
internal import LintRules
internal import SourceText

// Findings as diagnostics.
extension LanguageSession {
  /// Publishes what is found in a document, unless the client shows just that. Documents that hold no domain of QEMU's are left alone.
  func publish(_ document: inout OpenDocument) {
    document.isPublished = true
    let checked = document.check()
    let findings = ShownFindings(checked.isDomain ? checked.result.diagnostics : [])
    let json = JSONValue.array(findings.shown.map { diagnostic($0, in: checked) })
    guard json != (document.shown ?? []) else { return }
    document.shown = findings.shown.isEmpty ? nil : json
    publish(json, of: document)
    for (rule, count) in findings.omitted {
      log("\(document.uri) has \(count) more findings of \(rule.code) \(rule.name), which are not shown")
    }
  }

  func publish(_ diagnostics: JSONValue, of document: OpenDocument) {
    var params: JSONObject = ["uri": .string(document.uri)]
    if let version = document.version { params["version"] = .integer(version) }
    params["diagnostics"] = diagnostics
    writer.notify("textDocument/publishDiagnostics", .object(params))
  }

  /// A finding as the protocol writes it.
  func diagnostic(_ finding: Diagnostic, in document: CheckedDocument) -> JSONValue {
    var json: JSONObject = [
      "range": document.text.json(finding.range),
      "severity": .integer(finding.severity.number),
      "code": .string(finding.rule.code),
    ]
    if let page = rulePage(finding.rule) { json["codeDescription"] = ["href": .string(page)] }
    json["source"] = "virt-channel"
    json["message"] = .string(finding.text)
    if finding.isUnnecessary { json["tags"] = [1] }
    if client.showsRelatedInformation, !finding.notes.isEmpty {
      json["relatedInformation"] = .array(finding.notes.map { relatedInformation($0, in: document) })
    }
    return .object(json)
  }

  private func relatedInformation(_ note: Diagnostic.Note, in document: CheckedDocument) -> JSONValue {
    [
      "location": ["uri": .string(document.uri), "range": document.text.json(note.range)],
      "message": .string(note.message.escapedForDisplay),
    ]
  }

  /// The address of a rule's page.
  func rulePage(_ id: RuleID) -> String? {
    guard let pages = environment.rulePages, let rule = Rule.named(id.code) else { return nil }
    return pages + RulePage(rule).fileName
  }
}

extension Severity {
  /// `DiagnosticSeverity`.
  fileprivate var number: Int {
    switch self {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }
}

extension Diagnostic {
  /// The message and the help.
  var text: String {
    message.escapedForDisplay + (help.map { "\nhelp: \($0.escapedForDisplay)" } ?? "")
  }

  /// Whether the domain means the same without what was found: it is accepted, and a safe fix deletes it and writes nothing.
  fileprivate var isUnnecessary: Bool {
    guard severity < .error, let fix = fixes.first, fix.safety == .safe else { return false }
    return fix.edits.allSatisfy { $0.replacement.isEmpty && $0.range.contains(range) }
  }
}
