internal import JSONText

/// A session of the language server for domain XML: it receives bytes from a client and returns bytes for it.
///
/// ```swift
/// let session = LanguageSession(environment)
/// session.receive(bytes)
/// session.publishDiagnostics()
/// write(session.takeOutput())
/// ```
/// The session continues after any input. Source: Language Server Protocol 3.17.
public final class LanguageSession {
  let environment: ServerEnvironment
  var writer = MessageWriter()
  var client = ClientCapabilities()
  var documents = DocumentTable()
  var workspace = WorkspaceSettings()
  private var reader = MessageReader()
  private var phase = Phase.new
  /// The requests that were cancelled before their turn.
  private var cancelled: Set<JSONValue> = []

  private enum Phase {
    /// `initialize` has not been received.
    case new
    /// The session is initialized.
    case running
    /// `shutdown` has been received; only `exit` is expected.
    case shutDown
    /// `exit` has been received.
    case ended
  }

  /// Creates a session.
  public init(_ environment: ServerEnvironment) { self.environment = environment }

  /// Whether the client has ended the session, so that no more input is read.
  public var isEnded: Bool { phase == .ended }

  /// Whether the client has requested the shutdown, as the protocol requires before the end.
  public private(set) var isShutDown = false

  /// Receives bytes from the client and replies to the messages in them. Diagnostics are not published yet.
  public func receive(_ bytes: [UInt8]) {
    reader.append(bytes)
    var messages: [Message] = []
    while let item = reader.next() {
      switch item {
      case .malformed(let reason): messages.append(.invalid(id: .null, ResponseError(.parseError, reason)))
      case .body(let body): messages.append(Message(body: body))
      }
      if case .notification("$/cancelRequest", let params)? = messages.last, let id = params["id"] {
        cancelled.insert(id)
      }
    }
    for message in messages where !isEnded { take(message) }
    cancelled = []
  }

  /// Publishes the diagnostics of the documents that changed since the last call. Call it when no input is waiting: then a document
  /// is checked once for many changes.
  public func publishDiagnostics() {
    guard phase == .running else { return }
    documents.updateUnpublished { publish(&$0) }
  }

  /// The bytes for the client since the last call.
  public func takeOutput() -> [UInt8] { writer.take() }
}

// MARK: Messages

extension LanguageSession {
  private func take(_ message: Message) {
    switch message {
    case .invalid(let id, let error): writer.respond(to: id, .failure(error))
    case .response(let id, let result): takeResponse(id, result)
    case .request(let id, _, _) where cancelled.contains(id):
      writer.respond(to: id, .failure(ResponseError(.requestCancelled, "the request was cancelled")))
    case .request(let id, let method, let params): writer.respond(to: id, answer(method, params))
    case .notification("exit", _): phase = .ended
    case .notification(let method, let params) where phase == .running: notice(method, params)
    case .notification: break
    }
  }

  private func answer(_ method: String, _ params: JSONValue) -> Result<JSONValue, ResponseError> {
    switch (phase, method) {
    case (.new, "initialize"):
      phase = .running
      return .success(initialize(params))
    case (.new, _): return .failure(ResponseError(.serverNotInitialized, "'initialize' has not been called"))
    case (.running, "initialize"):
      return .failure(ResponseError(.invalidRequest, "'initialize' has been called before"))
    case (.running, "shutdown"):
      phase = .shutDown
      isShutDown = true
      return .success(.null)
    case (.running, _): return Result { () throws(ResponseError) in try feature(method, params) }
    case (.shutDown, _), (.ended, _):
      return .failure(ResponseError(.invalidRequest, "the server has been shut down"))
    }
  }
}
