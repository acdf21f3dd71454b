import JSONText
import LanguageServer

extension Law {
  /// Whatever bytes arrive, the language server answers with whole messages. Whatever a document holds, every request about it has a
  /// result, and every range is inside the document.
  static let lsp = Law("lsp", corpus: "lsp") { input throws(LawViolation) in
    let raw = LanguageSession(environment)
    raw.receive(input)
    raw.publishDiagnostics()
    _ = try messages(raw.takeOutput())
    try checkDocument(String(decoding: input, as: UTF8.self))
  }

  private static let uri = JSONValue.string("file:///vm.xml")
  private static let methods = [
    "completion", "hover", "definition", "references", "prepareRename", "rename", "codeAction", "documentSymbol",
    "foldingRange", "inlayHint",
  ]

  private static var environment: ServerEnvironment {
    ServerEnvironment(version: "1") { _, _ in (CheckSettings(), nil) }
  }

  /// Opens a text and asks everything about some of its positions.
  private static func checkDocument(_ text: String) throws(LawViolation) {
    let session = LanguageSession(environment)
    let capabilities: JSONValue = ["textDocument": ["codeAction": ["codeActionLiteralSupport": [:]]]]
    send(["id": 0, "method": "initialize", "params": ["capabilities": capabilities]], to: session)
    let document: JSONValue = ["uri": uri, "version": 1, "text": .string(text)]
    send(["method": "textDocument/didOpen", "params": ["textDocument": document]], to: session)
    session.publishDiagnostics()
    let lines = lineLengths(text)
    for line in stride(from: lines.count - 1, through: 0, by: -max(1, lines.count / 3)) {
      let length = lines[line]
      for (number, method) in methods.enumerated() {
        let position: JSONValue = ["line": .integer(line), "character": .integer((length + number) % (length + 1))]
        let params: JSONValue = [
          "textDocument": ["uri": uri], "position": position, "newName": "7", "context": [:],
          "range": ["start": position, "end": position],
        ]
        send(["id": 1, "method": .string("textDocument/\(method)"), "params": params], to: session)
      }
    }
    for message in try messages(session.takeOutput()) { try check(message, lines) }
  }

  private static func send(_ message: JSONObject, to session: LanguageSession) {
    let body = Array(JSONValue.object(message).text().utf8)
    session.receive(Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body)
  }

  /// A request may fail, such as the renaming of what has no name, but not because of its parameters.
  private static func check(_ message: JSONValue, _ lines: [Int]) throws(LawViolation) {
    if let code = message["error"]?["code"]?.integer { try expect(code == -32803, "refused: \(message)") }
    try checkRanges(message, lines)
  }

  private static func checkRanges(_ json: JSONValue, _ lines: [Int]) throws(LawViolation) {
    for element in json.array ?? [] { try checkRanges(element, lines) }
    for member in json.object ?? JSONObject() { try checkRanges(member.value, lines) }
    guard let line = json["line"]?.integer, let character = json["character"]?.integer else { return }
    try expect(lines.indices.contains(line) && 0...lines[line] ~= character, "a position outside the document: \(json)")
  }

  /// The lengths of the lines in UTF-16.
  private static func lineLengths(_ text: String) -> [Int] {
    var lengths = [0]
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\n", previous == "\r" {
        lengths[lengths.count - 2] += 1
      } else if scalar == "\n" || scalar == "\r" {
        lengths[lengths.count - 1] += 1
        lengths.append(0)
      } else {
        lengths[lengths.count - 1] += scalar.utf16.count
      }
      previous = scalar
    }
    return lengths
  }

  /// The messages that a server wrote.
  private static func messages(_ output: [UInt8]) throws(LawViolation) -> [JSONValue] {
    var (messages, rest) = ([JSONValue](), output[...])
    while !rest.isEmpty {
      let header = String(decoding: rest.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
      guard let length = Int(header.dropFirst("Content-Length: ".count)), rest.count >= header.utf8.count + 4 + length
      else { throw LawViolation("written without a length: \(header)") }
      let body = rest.dropFirst(header.utf8.count + 4).prefix(length)
      guard let message = try? JSONValue(parsing: Array(body)) else { throw LawViolation("written, and not JSON") }
      messages.append(message)
      rest = rest.dropFirst(header.utf8.count + 4 + length)
    }
    return messages
  }
}
