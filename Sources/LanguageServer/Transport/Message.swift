internal import JSONText

/// A message of JSON-RPC 2.0 as a client sends it.
enum Message {
  /// A request, which requires a response.
  case request(id: JSONValue, method: String, params: JSONValue)
  /// A notification, which has no response.
  case notification(method: String, params: JSONValue)
  /// The response to a request of the server.
  case response(id: JSONValue, result: JSONValue?)
  /// An invalid message: its id, if it has one, and the error.
  case invalid(id: JSONValue, ResponseError)

  /// Reads the body of a message.
  init(body: [UInt8]) {
    do throws(JSONError) {
      self.init(try JSONValue(parsing: body))
    } catch {
      self = .invalid(
        id: .null, ResponseError(.parseError, "the message is not JSON: \(error) at byte \(error.offset)"))
    }
  }

  private init(_ json: JSONValue) {
    let id = json["id"]
    let isID = id?.string != nil || id?.integer != nil
    let params = json["params"] ?? .null
    switch (json["method"]?.string, id) {
    case (let method?, let id?) where isID: self = .request(id: id, method: method, params: params)
    case (let method?, nil): self = .notification(method: method, params: params)
    case (nil, let id?) where isID && (json["result"] != nil || json["error"] != nil):
      self = .response(id: id, result: json["result"])
    default:
      self = .invalid(
        id: isID ? id ?? .null : .null,
        ResponseError(.invalidRequest, "the message is neither a request nor a notification nor a response"))
    }
  }
}

/// Why a request has no result.
struct ResponseError: Error, Equatable {
  /// The codes of JSON-RPC and of the protocol.
  enum Code: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case serverNotInitialized = -32002
    case requestFailed = -32803
    case requestCancelled = -32800
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The error as JSON-RPC writes it.
  var json: JSONValue { ["code": .integer(code.rawValue), "message": .string(message)] }
}
