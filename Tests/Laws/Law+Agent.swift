import GuestAgent

extension Law {
  /// What a peer sends comes out the same however it is cut, up to a line that is too long: a session ends there.
  static let agent = Law("agent", corpus: "replies") { input throws(LawViolation) in
    let whole = items(of: [input])
    try expect(items(of: input.map { [$0] }) == whole, "it matters how the stream is cut")
    for case .line(let line) in whole { _ = AgentReply(line: line) }
  }

  /// What a reader makes of a stream that comes in pieces.
  private static func items(of pieces: [[UInt8]]) -> [ReplyReader.Item] {
    var reader = ReplyReader(limit: 256)
    var items: [ReplyReader.Item] = []
    for piece in pieces {
      reader.append(piece)
      while case let item = reader.next(), item != .incomplete, items.last != .tooLong { items.append(item) }
    }
    return items
  }
}
