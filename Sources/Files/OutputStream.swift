/// Where output goes: a stream of the process, or a value in a test.
package protocol OutputStream: TextOutputStream {
  mutating func write(_ bytes: [UInt8])
  /// Hands over what is buffered.
  mutating func flush()
  /// Whether nothing more will arrive.
  var isClosed: Bool { get }
}

extension OutputStream {
  package mutating func flush() {}

  package var isClosed: Bool { false }

  package mutating func write(_ string: String) { write(Array(string.utf8)) }
}

/// Keeps what is written.
package struct MemoryStream: OutputStream, Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func write(_ bytes: [UInt8]) { self.bytes += bytes }
}
