/// Cuts a stream of bytes into the messages of the base protocol: a header with `Content-Length`, an empty line, a body.
///
/// Any bytes are accepted. What cannot be a message is reported once, and reading continues behind it.
///
/// Source: Language Server Protocol 3.17, "Base Protocol".
struct MessageReader {
  /// What was read.
  enum Item: Equatable {
    /// The body of a message.
    case body([UInt8])
    /// Bytes that are not a message, with the reason.
    case malformed(String)
  }

  /// The largest body, in bytes: that of a document of 64 MiB, whose line ends and quotes are escaped.
  private static let largestBody = 512 << 20
  /// The longest header, in bytes.
  private static let longestHeader = 4096

  private var buffer: [UInt8] = []
  private var start = 0
  /// The length of the body that comes next; nil before its header was read.
  private var bodyLength: Int?
  /// How many bytes of a body that is too large are still to come.
  private var skipped = 0

  /// Takes the next bytes of the stream.
  mutating func append(_ bytes: [UInt8]) {
    let dropped = min(skipped, bytes.count)
    skipped -= dropped
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer += bytes[dropped...]
  }

  /// The next item; nil until more bytes arrive.
  mutating func next() -> Item? {
    guard let length = bodyLength else { return nextHeader() }
    guard buffer.count - start >= length else { return nil }
    defer {
      start += length
      bodyLength = nil
    }
    return .body(Array(buffer[start..<start + length]))
  }

  private mutating func nextHeader() -> Item? {
    guard let header = headerRange() else {
      guard buffer.count - start > Self.longestHeader else { return nil }
      start = buffer.count
      return .malformed("the header of a message is longer than \(Self.longestHeader) bytes")
    }
    let length = Self.length(in: buffer[start..<header.end])
    start = header.next
    guard let length else {
      return .malformed("the header of a message has no valid Content-Length")
    }
    guard length <= Self.largestBody else {
      skip(length, behind: header.next)
      return .malformed("a message of \(length) bytes is larger than \(Self.largestBody) bytes")
    }
    bodyLength = length
    return next()
  }

  private mutating func skip(_ length: Int, behind header: Int) {
    let available = min(length, buffer.count - header)
    buffer.removeSubrange(header..<header + available)
    skipped = length - available
  }

  /// Where the header ends and where the body begins. Line feeds alone are accepted as line ends.
  private func headerRange() -> (end: Int, next: Int)? {
    let limit = min(buffer.count, start + Self.longestHeader)
    var offset = start
    while offset < limit {
      guard buffer[offset] == UInt8(ascii: "\n") else {
        offset += 1
        continue
      }
      let following = offset + 1 < limit && buffer[offset + 1] == UInt8(ascii: "\r") ? offset + 2 : offset + 1
      if following < limit, buffer[following] == UInt8(ascii: "\n") { return (offset, following + 1) }
      offset += 1
    }
    return nil
  }

  private static func length(in header: ArraySlice<UInt8>) -> Int? {
    for line in String(decoding: header, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmed.lowercased() == "content-length" else { continue }
      return Int(parts[1].trimmed).flatMap { $0 >= 0 ? $0 : nil }
    }
    return nil
  }
}

extension Substring {
  /// The text without blanks at its ends.
  fileprivate var trimmed: Substring {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var rest = drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}
