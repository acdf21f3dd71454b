internal import JSONText

/// Writes messages of the base protocol into a buffer.
struct MessageWriter {
  private var bytes: [UInt8] = []

  /// Sends a notification.
  mutating func notify(_ method: String, _ params: JSONValue) {
    write(["jsonrpc": "2.0", "method": .string(method), "params": params])
  }

  /// Sends a request.
  mutating func request(_ id: String, _ method: String, _ params: JSONValue) {
    write(["jsonrpc": "2.0", "id": .string(id), "method": .string(method), "params": params])
  }

  /// Answers a request.
  mutating func respond(to id: JSONValue, _ result: Result<JSONValue, ResponseError>) {
    switch result {
    case .success(let value): write(["jsonrpc": "2.0", "id": id, "result": value])
    case .failure(let error): write(["jsonrpc": "2.0", "id": id, "error": error.json])
    }
  }

  /// The bytes written since the last call.
  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func write(_ message: JSONValue) {
    let body = Array(message.text().utf8)
    bytes += "Content-Length: \(body.count)\r\n\r\n".utf8
    bytes += body
  }
}
