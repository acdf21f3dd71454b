internal import JSONText
internal import SourceText

/// Prints the results of one file.
struct SARIFResult {
  private var locators: FileLocators
  private let context: ReportContext

  init(_ file: FileFindings, _ context: ReportContext) {
    locators = FileLocators(file)
    self.context = context
  }

  mutating func text(of finding: Diagnostic) -> String {
    var result: JSONObject = [
      "ruleId": .string(finding.rule.code),
      "level": .string(finding.severity.rawValue),
      "message": .sarif(finding.help.map { "\(finding.message); \($0)" } ?? finding.message),
      "locations": [["physicalLocation": Self.location(finding.range, in: &locators.own, context)]],
    ]
    if !finding.notes.isEmpty { result["relatedLocations"] = .array(finding.notes.map { related($0) }) }
    if !finding.fixes.isEmpty { result["fixes"] = .array(finding.fixes.map { fix($0) }) }
    return JSONValue.object(result).text().escapingTerminalControls
  }

  private mutating func related(_ note: Diagnostic.Note) -> JSONValue {
    let elsewhere: JSONValue = ["artifactLocation": artifact(locators.name(of: note))]
    let context = context
    let physical = locators.with(note) { locator in Self.location(note.range, in: &locator, context) } ?? elsewhere
    return ["message": .sarif(note.message), "physicalLocation": physical]
  }

  private mutating func fix(_ fix: Fix) -> JSONValue {
    let change: JSONValue = [
      "artifactLocation": artifact(locators.own.file.name),
      "replacements": .array(fix.edits.map { replacement($0) }),
    ]
    return [
      "description": .sarif(fix.title), "artifactChanges": [change],
      "properties": ["safety": .string(fix.safety.rawValue)],
    ]
  }

  private func artifact(_ name: String) -> JSONValue { Self.artifact(name, context) }

  private static func artifact(_ name: String, _ context: ReportContext) -> JSONValue {
    ["uri": .string(context.path(name).asURIReference)]
  }

  private static func location(
    _ range: SourceRange, in locator: inout Locator, _ context: ReportContext
  ) -> JSONValue {
    ["artifactLocation": artifact(locator.file.name, context), "region": region(range, in: &locator)]
  }

  private mutating func replacement(_ edit: TextEdit) -> JSONValue {
    ["deletedRegion": region(edit.range, in: &locators.own), "insertedContent": ["text": .string(edit.replacement)]]
  }
}

private func region(_ range: SourceRange, in locator: inout Locator) -> JSONValue {
  let (start, end) = locator.span(range)
  return [
    "startLine": .integer(start.line), "startColumn": .integer(start.column),
    "endLine": .integer(end.line), "endColumn": .integer(end.column),
  ]
}

extension JSONValue {
  /// A message; `{`, `}`, `[`, `]` and `\` would otherwise mean placeholders and links (SARIF 2.1.0, 3.11.5 and 3.11.6).
  static func sarif(_ text: String) -> JSONValue {
    let escaped = text.escapedForDisplay.reduce(into: "") { result, character in
      switch character {
      case "{", "}": result += "\(character)\(character)"
      case "[", "]", "\\": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return ["text": .string(escaped)]
  }
}

extension String {
  /// The path as a URI reference: relative paths stay relative, others get the scheme `file`.
  package var asURIReference: String {
    let path = utf8.reduce(into: "") { result, byte in
      let scalar = Unicode.Scalar(byte)
      if scalar.standsForItselfInPath { result.unicodeScalars.append(scalar) } else { result += byte.percentEncoded }
    }
    return path.hasPrefix("/") ? "file://" + path : path
  }
}

extension Unicode.Scalar {
  fileprivate var standsForItselfInPath: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": true
    default: false
    }
  }
}
