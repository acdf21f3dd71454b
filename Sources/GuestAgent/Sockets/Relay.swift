internal import Posix

/// Joins two files of this process with a connection, byte for byte, both ways at once.
///
/// At the end of its input it tells the other side that nothing more comes, and goes on until that side has closed. QEMU does
/// so when the guest has taken everything (chardev/char-socket.c), so the end means that nothing was lost. An input that ends
/// without a single byte, as `/dev/null` does, has nothing to tell: then it only listens.
public struct Relay: Sendable {
  /// Keeps the connection whole at the end of the input, for answers, until nothing has come for so long.
  public var linger: Duration?
  /// How long bytes may wait without being read at the other side; nil for ever.
  public var timeout: Duration?
  /// Called once when bytes have been waiting for a while.
  public var onStall: @Sendable () -> Void = {}

  /// A relay that waits for ever.
  public init() {}

  /// Why a relay stopped.
  public enum Ending: Hashable, Sendable {
    /// The input had ended, and the other side took everything or fell silent.
    case finished
    /// The other side closed the connection before the input had ended.
    case closed
    /// Nothing reads the output any more.
    case outputClosed
  }

  /// Copies from the open file `input` to the connection and from there to the open file `output`.
  public func run(_ connection: borrowing Connection, input: Int32, output: Int32) throws(ChannelError) -> Ending {
    var transfer = Transfer(self, input: input, output: output)
    do throws(SystemError) {
      while !transfer.isUnreadTooLong {
        if let ending = try transfer.step(connection) { return ending }
      }
    } catch {
      throw .lost(connection.endpoint, error)
    }
    throw .portClosed(connection.endpoint)
  }
}

extension ChannelError {
  /// The other side has closed while there was more to send.
  public static func closedEarly(_ endpoint: Endpoint) -> ChannelError {
    ChannelError(
      .closed, "\(endpoint.shown) closed the connection before the end of the input",
      help: "check that the domain is still running; --reconnect continues when it is back")
  }
}
