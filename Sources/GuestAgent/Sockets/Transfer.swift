internal import Posix

/// The state of a running relay: at most one piece is under way in each direction.
struct Transfer {
  private let relay: Relay
  private let input: Int32
  private let output: Int32
  private var outgoing: ArraySlice<UInt8> = []
  private var incoming: ArraySlice<UInt8> = []
  private var hasSent = false
  private var hasFinished = false
  private var stall: Stall?
  private var silence = Deadline.never
  private var hasInputEnded = false
  private var isRefused = false

  init(_ relay: Relay, input: Int32, output: Int32) {
    self.relay = relay
    self.input = input
    self.output = output
  }

  /// Bytes that nothing reads: how many, since when it has been so many, and whether this was reported.
  private struct Stall {
    let unread: Int
    let warning: Deadline
    let limit: Deadline
    var isTold = false
  }

  /// Whether bytes have waited longer than the relay allows.
  var isUnreadTooLong: Bool { stall?.limit.isOver ?? false }

  /// Waits for something to do and does it; returns how it ended, nil while it goes on.
  mutating func step(_ connection: borrowing Connection) throws(SystemError) -> Relay.Ending? {
    finishSending(connection)
    watch(connection)
    let ready = try awaitWork(connection)
    if ready.isSilent { return .finished }
    if ready.output.hasHungUp { return .outputClosed }
    if ready.output.canWrite, try !writeOutput() { return .outputClosed }
    if ready.socket.canWrite { send(connection) }
    if ready.input.canRead || ready.input.hasHungUp { readInput() }
    guard ready.socket.canRead || ready.socket.hasHungUp, incoming.isEmpty else { return nil }
    return receive(connection) ? nil : isEverythingSent ? .finished : .closed
  }

  private var isEverythingSent: Bool { hasInputEnded && outgoing.isEmpty && !isRefused }

  private mutating func finishSending(_ connection: borrowing Connection) {
    guard hasInputEnded, hasSent, outgoing.isEmpty, !hasFinished, relay.linger == nil else { return }
    connection.finishSending()
    hasFinished = true
  }

  /// Notes since when bytes wait, and tells so once.
  private mutating func watch(_ connection: borrowing Connection) {
    let unread = connection.socket.unreadBytes
    if unread == 0 {
      stall = nil
    } else if unread != stall?.unread {
      stall = Stall(unread: unread, warning: .after(.seconds(3)), limit: relay.timeout.map(Deadline.after) ?? .never)
    } else if stall?.isTold == false, stall?.warning.isOver == true {
      stall?.isTold = true
      relay.onStall()
    }
  }

  private struct Ready {
    let input: Readiness
    let socket: Readiness
    let output: Readiness
    /// Nothing came for as long as the relay lingers.
    let isSilent: Bool
  }

  private func awaitWork(_ connection: borrowing Connection) throws(SystemError) -> Ready {
    var socketEvents: PollEvents = incoming.isEmpty ? .input : []
    if !outgoing.isEmpty { socketEvents.insert(.output) }
    // Without events not even the end of the file is reported.
    let files = [
      PolledFile(input, for: hasInputEnded || !outgoing.isEmpty ? nil : .input),
      PolledFile(connection.socket.descriptor.number, for: socketEvents.isEmpty ? nil : socketEvents),
      PolledFile(output, for: incoming.isEmpty ? [] : .output),
    ]
    let stallEnd = stall.map { ($0.isTold ? $0.limit : $0.warning.orSooner($0.limit)) } ?? .never
    let states = try poll(files, until: silence.orSooner(stallEnd).end)
    return Ready(
      input: states[0], socket: states[1], output: states[2],
      isSilent: silence.isOver && states.allSatisfy(\.isNothing))
  }

  /// An input that cannot be read has ended.
  private mutating func readInput() {
    guard let bytes = readBytesOrEnd(from: input) else { return }
    outgoing = isRefused ? [] : bytes[...]
    hasSent = hasSent || !bytes.isEmpty
    guard bytes.isEmpty else { return }
    hasInputEnded = true
    silence = relay.linger.map(Deadline.after) ?? .never
  }

  /// Sends what there is room for. When the other side takes no more, it may still have said something.
  private mutating func send(_ connection: borrowing Connection) {
    do throws(SystemError) {
      outgoing = outgoing.dropFirst(try connection.socket.send(outgoing))
    } catch {
      outgoing = []
      isRefused = true
    }
  }

  /// Writes received data. Returns whether the output still has a reader. A ready pipe accepts this amount without
  /// blocking (pipe(7), `PIPE_BUF`).
  private mutating func writeOutput() throws(SystemError) -> Bool {
    do throws(SystemError) {
      incoming = incoming.dropFirst(try writeBytes(incoming.prefix(4096), to: output))
      return true
    } catch {
      if error == .brokenPipe { return false }
      throw error
    }
  }

  /// Takes what came; whether the other side goes on.
  private mutating func receive(_ connection: borrowing Connection) -> Bool {
    guard let bytes = readBytesOrEnd(from: connection.socket.descriptor.number) else { return true }
    incoming = bytes[...]
    if hasInputEnded { silence = relay.linger.map(Deadline.after) ?? .never }
    return !bytes.isEmpty
  }
}
