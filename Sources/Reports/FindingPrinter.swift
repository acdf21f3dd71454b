internal import JSONText
internal import SourceText

/// Prints findings as the JSON that docs/schemas/finding.schema.json describes.
struct FindingPrinter {
  /// The version of that description; it grows when a member changes its meaning or goes.
  static let version = 1

  private var locators: FileLocators

  init(_ file: FileFindings) { locators = FileLocators(file) }

  /// Prints the members of a finding into the object that `printer` has open.
  mutating func print(_ finding: Diagnostic, to printer: inout JSONPrinter) {
    printer.member("file", locators.own.file.name)
    printer.member("code", finding.rule.code)
    printer.member("name", finding.rule.name)
    printer.member("severity", finding.severity.rawValue)
    printer.member("message", finding.message)
    printer.range(finding.range, in: &locators.own)
    if let help = finding.help { printer.member("help", help) }
    if let refusal = finding.refusal { print(refusal, to: &printer) }
    if !finding.notes.isEmpty { print(finding.notes, to: &printer) }
    if !finding.fixes.isEmpty { print(finding.fixes, to: &printer) }
  }

  private func print(_ refusal: Refusal, to printer: inout JSONPrinter) {
    printer.key("refusal")
    printer.object { printer in
      printer.member("by", refusal.by.rawValue)
      printer.member("message", refusal.message)
    }
  }

  private mutating func print(_ notes: [Diagnostic.Note], to printer: inout JSONPrinter) {
    printer.key("notes")
    printer.array { printer in
      for note in notes {
        printer.object { printer in
          printer.member("file", locators.name(of: note))
          printer.member("message", note.message)
          _ = locators.with(note) { locator in printer.range(note.range, in: &locator) }
        }
      }
    }
  }

  private mutating func print(_ fixes: [Fix], to printer: inout JSONPrinter) {
    printer.key("fixes")
    printer.array { printer in
      for fix in fixes { printer.object { printer in print(fix, to: &printer) } }
    }
  }

  private mutating func print(_ fix: Fix, to printer: inout JSONPrinter) {
    printer.member("title", fix.title)
    printer.member("safety", fix.safety.rawValue)
    printer.key("edits")
    printer.array { printer in
      for edit in fix.edits {
        printer.object { printer in
          printer.range(edit.range, in: &locators.own)
          printer.member("replacement", edit.replacement)
        }
      }
    }
  }
}

extension JSONPrinter {
  /// Prints a range as a member of its own.
  fileprivate mutating func range(_ range: SourceRange, in locator: inout Locator) {
    let (start, end) = locator.span(range)
    key("range")
    object { printer in
      printer.position("start", start, range.lowerBound)
      printer.position("end", end, range.upperBound)
    }
  }

  private mutating func position(_ key: String, _ position: SourcePosition, _ offset: Int) {
    self.key(key)
    object { printer in
      printer.member("line", position.line)
      printer.member("column", position.column)
      printer.member("offset", offset)
    }
  }
}

extension String {
  /// The text of one JSON object.
  static func json(_ style: JSONPrinter.Style = .compact, _ members: (inout JSONPrinter) -> Void) -> String {
    var printer = JSONPrinter(style)
    printer.object { printer in members(&printer) }
    return String(decoding: printer.bytes, as: UTF8.self).escapingTerminalControls
  }

  /// JSON text with the characters escaped that JSON takes as they are and terminals obey: U+007F to U+009F.
  var escapingTerminalControls: String {
    guard utf8.contains(where: { $0 == 0x7F || $0 == 0xC2 }) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar.value {
      case 0x7F..<0xA0: text += "\\u00\(String(scalar.value, radix: 16))"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
