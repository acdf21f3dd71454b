import DomainModel
import TestKit

/// Collects the doc comments of the model, by the XML names that the descriptions bind to declarations.
///
/// The sources are formatted, so a declaration is inside the last one above it that is indented less.
struct DocumentationExtractor {
  /// Types with their doc comments.
  private var types: [String: String] = [:]
  /// Properties with their doc comments, by type.
  private var properties: [String: [String: String]] = [:]
  /// Cases with their doc comments, by type.
  private var cases: [String: [String: String]] = [:]
  /// The words of cases, by type; only types whose cases are words.
  private var words: [String: [(name: String, word: String)]] = [:]
  /// The properties that descriptions bind to names, by type.
  private var bindings: [String: [(name: String, property: String)]] = [:]

  /// Reads the Swift files of a directory and those below it.
  init(directory: String) {
    for path in Self.files(in: directory) {
      read(Fixtures.bytes(path).map { String(decoding: $0, as: UTF8.self) } ?? "")
    }
  }

  private static func files(in directory: String) -> [String] {
    Fixtures.names(in: directory).flatMap { name in
      name.hasSuffix(".swift") ? ["\(directory)/\(name)"] : files(in: "\(directory)/\(name)")
    }
  }
}

// MARK: Reading

extension DocumentationExtractor {
  private mutating func read(_ source: String) {
    var scopes: [(indentation: Int, name: String)] = []
    var comment: [String] = []
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      let indentation = line.count - text.count
      if text.hasPrefix("///") {
        comment.append(String(text.dropFirst(3).drop { $0 == " " }))
        continue
      }
      if !text.isEmpty, text != "}" || !scopes.isEmpty {
        scopes.removeAll { $0.indentation >= indentation && text != "" }
      }
      if let type = Self.typeName(text) {
        let name = (scopes.last.map { "\($0.name)." } ?? "") + type
        scopes.append((indentation, name))
        if !comment.isEmpty { types[name] = Self.prose(comment) }
        if text.contains(/enum \w+: String/) { words[name] = [] }
      } else if let scope = scopes.last?.name {
        readMember(text, of: scope, comment)
      }
      comment = []
    }
  }

  private static func typeName(_ line: Substring) -> String? {
    line.firstMatch(of: /^(?:(?:public|package|private|indirect|final) )*(?:struct|enum|extension) ([\w.]+)/)
      .map { String($0.1) }
  }

  private mutating func readMember(_ line: Substring, of type: String, _ comment: [String]) {
    if let match = line.firstMatch(of: /^(?:(?:public|package|private\(set\)) )*(?:var|let) ([\w`, ]+):/) {
      for name in match.1.split(separator: ",") where !comment.isEmpty {
        properties[type, default: [:]][name.filter { $0 != "`" && $0 != " " }] = Self.prose(comment)
      }
    } else if let match = line.firstMatch(of: /^case (?!\.)(.+)$/), !line.hasSuffix(":"), !line.contains(": ") {
      readCases(match.1, of: type, comment)
    } else if let match = line.firstMatch(
      of: /coder\.(?:attribute|number|required|child|children|text|payload)\(\.(`?\w+`?), &?(`?\w+`?)/)
    {
      let key = String(match.1.filter { $0 != "`" })
      guard let name = Name(stringValue: key)?.text else { return }
      bindings[type, default: []].append((name, String(match.2.filter { $0 != "`" })))
    }
  }

  private mutating func readCases(_ list: Substring, of type: String, _ comment: [String]) {
    for match in list.matches(of: /(`?\w+`?)(\([^)]*\))?(?: = "([^"]*)")?(?:,|$)/) {
      let name = String(match.1.filter { $0 != "`" })
      if words[type] != nil { words[type]?.append((name, match.3.map(String.init) ?? name)) }
      if !comment.isEmpty { cases[type, default: [:]][name] = Self.prose(comment) }
    }
  }

  /// The paragraphs of a comment without those on sources and parameters, links as code.
  private static func prose(_ lines: [String]) -> String {
    let paragraphs = lines.split(separator: "").map { $0.joined(separator: " ") }
    let kept = paragraphs.filter { !$0.hasPrefix("Source:") && !$0.hasPrefix("- ") }
    return kept.joined(separator: "\n\n").replacing(/``(?:[^`\/]*\/)*([^`]*)``/) { "`\($0.1)`" }
  }
}

// MARK: Writing

extension DocumentationExtractor {
  /// What is said, by type, `type.name` and `type.word`.
  var table: [String: String] {
    var table = types.filter { bindings[$0.key] != nil || words[$0.key] != nil }
    for (type, text) in table where Self.isReference(text) { table[type] = Self.parent(type).flatMap { types[$0] } }
    for (type, bindings) in bindings {
      for (name, property) in bindings { table["\(type).\(name)"] = properties[type]?[property] }
    }
    for (type, words) in words {
      for (name, word) in words { table["\(type).\(word)"] = documentation(ofCase: name, type) }
    }
    return table
  }

  /// What is said of the case that a word stands for, or of the word itself.
  private func documentation(ofCase name: String, _ type: String) -> String? {
    let own = cases[type]?[name].flatMap { Self.isReference($0) ? nil : $0 }
    return Self.parent(type).flatMap { cases[$0]?[name] } ?? own
  }

  /// Whether a comment only says whose words or names the cases are.
  private static func isReference(_ text: String) -> Bool {
    text.hasPrefix("The values of `type=`") || text.hasPrefix("The values for the cases of")
  }

  private static func parent(_ type: String) -> String? {
    type.lastIndex(of: ".").map { String(type[..<$0]) }
  }

  /// The table as a Swift file.
  var source: String {
    let lines = table.sorted { $0.key < $1.key }.map { "    \(Self.literal($0.key)): \(Self.literal($0.value)),\n" }
    return """
      // swift-format-ignore-file
      // Made by `make element-documentation` from the doc comments of this module.

      extension ElementDocumentation {
        static let table: [String: String] = [
      \(lines.joined().dropLast())
        ]
      }

      """
  }

  private static func literal(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }
}
