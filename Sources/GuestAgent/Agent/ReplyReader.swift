/// Cuts what the agent sends into lines. The agent ends each reply with a line feed and has none within
/// (qga/main.c, `send_response`).
package struct ReplyReader: Sendable {
  /// What was taken from the stream.
  package enum Item: Hashable, Sendable {
    /// A line without its end.
    case line([UInt8])
    /// A line grew longer than allowed; what was read of it is dropped.
    case tooLong
    /// There is no whole line yet.
    case incomplete
  }

  /// The byte that precedes the reply to `guest-sync-delimited` and that no JSON text contains.
  static let sentinel: UInt8 = 0xFF

  /// The most bytes one line may have.
  let limit: Int

  private var buffer: [UInt8] = []
  private var searched = 0

  package init(limit: Int) { self.limit = limit }

  /// Whether nothing is waiting to be taken.
  var isEmpty: Bool { buffer.isEmpty }

  /// The bytes that wait to be taken.
  var pending: ArraySlice<UInt8> { buffer[...] }

  /// Adds what came.
  package mutating func append(_ bytes: [UInt8]) { buffer += bytes }

  /// Takes the next line.
  package mutating func next() -> Item {
    guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = buffer.count
      guard buffer.count > limit else { return .incomplete }
      drop(buffer.count)
      return .tooLong
    }
    let line = Array(buffer[..<end])
    drop(end + 1)
    return line.count > limit ? .tooLong : .line(line)
  }

  /// Drops everything up to the next sentinel, and that; whether there was one.
  mutating func skipPastSentinel() -> Bool {
    guard let position = buffer.firstIndex(of: Self.sentinel) else {
      drop(buffer.count)
      return false
    }
    drop(position + 1)
    return true
  }

  private mutating func drop(_ count: Int) {
    buffer.removeFirst(count)
    searched = 0
  }
}
