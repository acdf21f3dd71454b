internal import Posix

/// An open port in a Linux guest. It handles the behaviour of drivers/char/virtio_console.c: while no program on the host is
/// connected, `read` returns the end of the file at once, `write` fails with `EAGAIN`, and `poll` reports `POLLHUP` without
/// waiting. This state ends when a program connects.
public struct GuestPortStream: ~Copyable, Sendable {
  /// The open port.
  public let port: GuestPort

  private let file: Descriptor
  private let timeout: Duration?
  private let staysForNextHost: Bool
  private var hasSeenHost = false
  private var deadline: Deadline

  /// Opens a port. No other program in the guest can open it at the same time. Throws if it does not exist or cannot be opened.
  ///
  /// - Parameters:
  ///   - timeout: The time to wait for a program on the host; nil for no limit.
  ///   - staysForNextHost: Whether to wait for the next program on the host after one has disconnected.
  public init(_ port: GuestPort, timeout: Duration? = nil, staysForNextHost: Bool = false) throws(ChannelError) {
    do throws(SystemError) {
      file = try Descriptor(port.path, for: .exchange)
    } catch {
      throw .notOpened(port, error)
    }
    self.port = port
    self.timeout = timeout
    self.staysForNextHost = staysForNextHost
    deadline = timeout.map(Deadline.after) ?? .never
  }

  /// Copies data from the host to the file descriptor `output` until the program on the host disconnects. Throws if reading or writing
  /// fails.
  public mutating func copy(to output: Int32) throws(ChannelError) {
    while true {
      switch try receive() {
      case .bytes(let bytes):
        hostIsThere()
        guard try write(bytes, to: output) else { return }
      case .nothing:
        hostIsThere()
        try wait(for: .input)
      case .end:
        if hasSeenHost, !staysForNextHost { return }
        try awaitHost()
      }
    }
  }

  /// Sends the content of the file descriptor `input` to the host. Throws if the program on the host disconnects before its end.
  public mutating func send(from input: Int32) throws(ChannelError) {
    while let bytes = readBytesOrEnd(from: input), !bytes.isEmpty { try send(bytes[...]) }
  }
}

extension GuestPortStream {
  private func receive() throws(ChannelError) -> Connection.Received {
    guard let bytes = try attempt({ () throws(SystemError) in try file.read() }) else { return .nothing }
    return bytes.isEmpty ? .end : .bytes(bytes)
  }

  /// Writes to the output. Returns whether the output still has a reader.
  private func write(_ bytes: [UInt8], to output: Int32) throws(ChannelError) -> Bool {
    do throws(SystemError) {
      try writeAll(bytes, to: output)
      return true
    } catch {
      if error == .brokenPipe { return false }
      throw ChannelError(.closed, "the output cannot be written: \(error.message)")
    }
  }

  private mutating func send(_ bytes: ArraySlice<UInt8>) throws(ChannelError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = try attempt { () throws(SystemError) in try file.write(rest) }
      rest = rest.dropFirst(count)
      if count > 0 { hostIsThere() } else { try awaitRoom() }
    }
  }

  private mutating func awaitRoom() throws(ChannelError) {
    guard try wait(for: .output).hasHungUp else { return hostIsThere() }
    if hasSeenHost, !staysForNextHost { throw .hostGone(port) }
    try awaitHost()
  }

  /// The host may be away as long again from now.
  private mutating func hostIsThere() {
    hasSeenHost = true
    deadline = timeout.map(Deadline.after) ?? .never
  }

  /// Waits until a host program connects. `poll` returns immediately while there is none, so this sleeps briefly
  /// between calls.
  private func awaitHost() throws(ChannelError) {
    if let timeout, deadline.isOver { throw .hostAbsent(port, timeout) }
    pause(.milliseconds(20))
  }

  @discardableResult private func wait(for events: PollEvents) throws(ChannelError) -> Readiness {
    try attempt { () throws(SystemError) in try file.wait(for: events, until: nil) }
  }

  private func attempt<Result>(_ work: () throws(SystemError) -> Result) throws(ChannelError) -> Result {
    do throws(SystemError) { return try work() } catch { throw .portLost(port, error) }
  }
}
