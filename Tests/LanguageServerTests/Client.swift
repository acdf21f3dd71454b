import JSONText
import LanguageServer

/// An editor in the same process: what it sends, and what the server answers.
final class Client {
  private let session: LanguageSession
  private var nextID = 1
  /// The notifications and requests of the server that were not taken yet.
  private(set) var received: [JSONValue] = []

  /// The text of the document, as the editor has it.
  private(set) var text = ""

  /// The document that requests are about.
  static let uri = "file:///domains/vm.xml"

  /// Starts a session without `initialize`.
  init(settings: CheckSettings = CheckSettings(), rulePages: String? = nil) {
    session = LanguageSession(
      ServerEnvironment(version: "1", rulePages: rulePages) { _, _ in (settings, nil) })
  }

  init(_ environment: ServerEnvironment) { session = LanguageSession(environment) }

  /// An editor that can do everything, with a document open.
  convenience init(_ text: String, settings: CheckSettings = CheckSettings(), encoding: String = "utf-16") {
    self.init(settings: settings)
    initialize(encoding: encoding)
    open(text)
  }

  var isEnded: Bool { session.isEnded }
  var isShutDown: Bool { session.isShutDown }
}

// MARK: Sending

extension Client {
  @discardableResult func initialize(encoding: String = "utf-16", _ capabilities: JSONObject? = nil) -> JSONValue? {
    let result = request("initialize", ["capabilities": .object(capabilities ?? Self.everything(encoding))])
    notify("initialized", [:])
    return result
  }

  private static func everything(_ encoding: String) -> JSONObject {
    [
      "general": ["positionEncodings": [.string(encoding)]],
      "workspace": ["workspaceEdit": ["documentChanges": true]],
      "textDocument": [
        "codeAction": ["codeActionLiteralSupport": [:]],
        "completion": ["completionItem": ["snippetSupport": true, "documentationFormat": ["markdown"]]],
        "hover": ["contentFormat": ["markdown"]],
        "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
        "publishDiagnostics": ["relatedInformation": true],
      ],
    ]
  }

  func open(_ text: String, uri: String = Client.uri, version: Int = 1) {
    self.text = text
    let document: JSONValue = [
      "uri": .string(uri), "languageId": "xml", "version": .integer(version), "text": .string(text),
    ]
    notify("textDocument/didOpen", ["textDocument": document])
  }

  /// Replaces a range of the document.
  func change(_ range: JSONValue, to text: String, version: Int = 2) {
    change([["range": range, "text": .string(text)]], version: version)
  }

  func change(_ changes: [JSONValue], version: Int = 2) {
    notify(
      "textDocument/didChange",
      [
        "textDocument": ["uri": .string(Self.uri), "version": .integer(version)], "contentChanges": .array(changes),
      ])
  }

  /// Replaces a range of the text that the editor has; characters are ASCII.
  func replace(_ range: JSONValue, by replacement: String) {
    let bytes = Array(text.utf8)
    let (start, end) = (Self.offset(of: range["start"], in: bytes), Self.offset(of: range["end"], in: bytes))
    text = String(decoding: bytes[..<start] + Array(replacement.utf8) + bytes[end...], as: UTF8.self)
  }

  private static func offset(of position: JSONValue?, in bytes: [UInt8]) -> Int {
    var (line, offset) = (position?["line"]?.integer ?? 0, 0)
    while line > 0, offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\n") { line -= 1 }
      offset += 1
    }
    return min(bytes.count, offset + (position?["character"]?.integer ?? 0))
  }

  func notify(_ method: String, _ params: JSONValue) {
    send(["jsonrpc": "2.0", "method": .string(method), "params": params])
  }

  /// Sends a request and returns its result; nil where the answer is an error, which stays among what was received.
  @discardableResult func request(_ method: String, _ params: JSONValue) -> JSONValue? {
    let id = JSONValue.integer(nextID)
    nextID += 1
    send(["jsonrpc": "2.0", "id": id, "method": .string(method), "params": params])
    guard let index = received.firstIndex(where: { $0["id"] == id && $0["method"] == nil }) else { return nil }
    guard let result = received[index]["result"] else { return nil }
    received.remove(at: index)
    return result
  }

  /// Asks about the document.
  @discardableResult func ask(_ method: String, _ params: JSONObject = [:]) -> JSONValue? {
    var params = params
    params["textDocument"] = ["uri": .string(Self.uri)]
    return request("textDocument/\(method)", .object(params))
  }

  func send(_ message: JSONValue) { send(Self.frame(message)) }

  func send(_ bytes: [UInt8]) {
    session.receive(bytes)
    takeMessages()
  }

  static func frame(_ message: JSONValue) -> [UInt8] {
    let body = Array(message.text().utf8)
    return Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}

// MARK: Receiving

extension Client {
  private func takeMessages() { received += Self.messages(in: session.takeOutput()) }

  /// The messages in bytes of a server.
  static func messages(in bytes: [UInt8]) -> [JSONValue] {
    var (messages, rest) = ([JSONValue](), bytes[...])
    while let headerEnd = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let header = String(decoding: rest[..<headerEnd], as: UTF8.self)
      guard let length = Int(header.dropFirst("Content-Length: ".count).dropLast()) else { break }
      let start = headerEnd + 3
      guard start + length <= rest.endIndex, let json = try? JSONValue(parsing: Array(rest[start..<start + length]))
      else { break }
      messages.append(json)
      rest = rest[(start + length)...]
    }
    return messages
  }

  /// Lets the server publish, and returns the diagnostics of the document that came last; nil when none came.
  func diagnostics(_ uri: String = Client.uri) -> [JSONValue]? {
    session.publishDiagnostics()
    takeMessages()
    let isWanted = { (message: JSONValue) in
      message["method"] == "textDocument/publishDiagnostics" && message["params"]?["uri"] == .string(uri)
    }
    let last = received.last(where: isWanted)
    received.removeAll(where: isWanted)
    return last?["params"]?["diagnostics"]?.array
  }

  /// The codes of the diagnostics.
  func codes() -> [String]? { diagnostics()?.compactMap { $0["code"]?.string } }

  /// The messages of a method that were received.
  func received(_ method: String) -> [JSONValue] { received.filter { $0["method"] == .string(method) } }

  /// The error codes that were received.
  var errorCodes: [Int] { received.compactMap { $0["error"]?["code"]?.integer } }
}

/// A range as the protocol writes it.
func range(_ startLine: Int, _ start: Int, _ endLine: Int, _ end: Int) -> JSONValue {
  [
    "start": ["line": .integer(startLine), "character": .integer(start)],
    "end": ["line": .integer(endLine), "character": .integer(end)],
  ]
}
