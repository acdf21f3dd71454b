internal import SourceText

/// What was heard instead of an answer: enough of it to show and to recognize an echo.
struct UnexpectedReply: Hashable, Sendable {
  private var bytes: [UInt8] = []

  init() {}

  /// Takes the beginning of some bytes.
  init(_ bytes: ArraySlice<UInt8>) { add(bytes) }

  var isEmpty: Bool { bytes.isEmpty }

  /// Remembers bytes, as long as there are not too many.
  mutating func add(_ more: some Collection<UInt8>) {
    bytes += more.prefix(max(0, 4096 - bytes.count))
  }

  /// Whether these bytes, a line end aside, were among what was heard.
  func contains(_ line: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(String(decoding: line.dropLast(), as: UTF8.self))
  }

  /// The first few characters, safe to show.
  var excerpt: String {
    let text = String(decoding: bytes.prefix(60), as: UTF8.self).escapedForDisplay
    return bytes.count > 60 ? text + "…" : text
  }
}
