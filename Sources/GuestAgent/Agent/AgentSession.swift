public import JSONText

/// An exchange with the QEMU guest agent through the socket of a channel.
///
/// The protocol has no connections: the agent does not notice that its client changed, and replies to an earlier
/// client can still arrive. So every session synchronizes with `guest-sync-delimited` before its first command and
/// after a timeout, and discards all data before the reply to that command (docs/interop/qemu-ga.rst of QEMU).
public struct AgentSession: ~Copyable, Sendable {
  /// Seconds to wait for each reply.
  public var timeout: Duration

  private let connection: Connection
  private var reader: ReplyReader
  private var isSynchronized = false

  /// The default maximum size of a reply in bytes; qemu-ga sends at most about 64 MB, for `guest-file-read`.
  public static let defaultReplyLimit = 128 << 20

  /// Creates a session on a connection. Replies of more than `replyLimit` bytes are an error.
  public init(
    _ connection: consuming Connection, timeout: Duration = .seconds(5), replyLimit: Int = Self.defaultReplyLimit
  ) {
    connection.discardsUnreadAtClose()
    self.connection = connection
    self.timeout = timeout
    self.reader = ReplyReader(limit: replyLimit)
  }

  /// Synchronizes with the agent, so that the next reply belongs to the next command. Throws the reason if the agent does not respond.
  public mutating func synchronize() throws(ChannelError) {
    isSynchronized = false
    let deadline = Deadline.after(timeout)
    let id = Int.random(in: 1...0x7FFF_FFFF)
    let request = AgentRequest("guest-sync-delimited", ["id": .integer(id)]).line
    let unsent = try connection.send([ReplyReader.sentinel] + request, until: deadline)
    guard unsent.isEmpty else { throw .portClosed(connection.endpoint) }
    try skip(to: .result(.integer(id)), sent: request, until: deadline)
    isSynchronized = true
  }

  /// Runs a command and returns its result; synchronizes first if necessary. Throws the error of the agent, or the reason why it does
  /// not respond.
  ///
  /// For a command that succeeds without a reply, such as `guest-shutdown`, the result is an empty object.
  public mutating func call(_ request: AgentRequest) throws(ChannelError) -> JSONValue {
    if !isSynchronized { try synchronize() }
    let deadline = Deadline.after(request.isAnsweredOnlyByFailure ? min(timeout, .seconds(2)) : timeout)
    isSynchronized = false
    let unsent = try connection.send(request.line, until: deadline)
    guard unsent.isEmpty else { throw .late(request, timeout) }
    guard let reply = try reply(to: request, until: deadline) else { return [:] }
    isSynchronized = true
    switch reply {
    case .result(let result): return result
    case .failure(let error): throw .refused(request, error)
    }
  }
}

extension AgentSession {
  /// Reads up to the line after a sentinel that is `expected`. Any other data was for another client.
  private mutating func skip(
    to expected: AgentReply, sent request: [UInt8], until deadline: Deadline
  ) throws(ChannelError) {
    var heard = UnexpectedReply()
    var isBehindSentinel = false
    while true {
      isBehindSentinel = isBehindSentinel || reader.skipPastSentinel()
      while isBehindSentinel, let line = nextLine() {
        if AgentReply(line: line) == expected { return }
        isBehindSentinel = reader.skipPastSentinel()
      }
      switch try connection.receive(until: deadline) {
      case .bytes(let bytes) where !deadline.isOver:
        heard.add(bytes)
        reader.append(bytes)
      case .end: throw .closed(connection.endpoint, heard)
      case .bytes, .nothing: throw silence(heard, request)
      }
    }
  }

  /// The next line after the last sentinel in it; a line that is too long is discarded.
  private mutating func nextLine() -> [UInt8]? {
    switch reader.next() {
    case .line(let line): line.lastIndex(of: ReplyReader.sentinel).map { Array(line[($0 + 1)...]) } ?? line
    case .tooLong: []
    case .incomplete: nil
    }
  }

  private func silence(_ heard: UnexpectedReply, _ request: [UInt8]) -> ChannelError {
    guard heard.isEmpty else { return .garbage(connection.endpoint, heard, isEcho: heard.contains(request)) }
    if case .tcp = connection.endpoint { return .silentFar(connection.endpoint, timeout) }
    return connection.isEverythingRead ? .silent(connection.endpoint, timeout) : .portClosed(connection.endpoint)
  }

  /// The next line as a reply; nil when the command has succeeded by saying nothing.
  private mutating func reply(to request: AgentRequest, until deadline: Deadline) throws(ChannelError) -> AgentReply? {
    while true {
      switch reader.next() {
      case .line(let line): return try parse(line)
      case .tooLong: throw .tooLarge(request, limit: reader.limit)
      case .incomplete: break
      }
      switch try connection.receive(until: deadline) {
      case .bytes(let bytes) where !deadline.isOver: reader.append(bytes)
      case let ending: return try silence(of: request, ending)
      }
    }
  }

  /// What it means that no reply comes.
  private func silence(of request: AgentRequest, _ ending: Connection.Received) throws(ChannelError) -> AgentReply? {
    if request.isAnsweredOnlyByFailure, reader.isEmpty { return nil }
    if ending == .end { throw .closed(connection.endpoint, UnexpectedReply(reader.pending)) }
    throw .late(request, timeout)
  }

  private func parse(_ line: [UInt8]) throws(ChannelError) -> AgentReply {
    guard let reply = AgentReply(line: line) else {
      throw .garbage(connection.endpoint, UnexpectedReply(line[...]), isEcho: false)
    }
    return reply
  }
}
