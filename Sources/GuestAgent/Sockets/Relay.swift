internal import Posix

/// Connects two file descriptors of this process with a connection and copies bytes in both directions.
///
/// At the end of the input, it shuts down the sending side and continues until the peer closes the connection. QEMU does
/// this when the guest has read all data (chardev/char-socket.c), so no data is lost. With an empty input, such as
/// `/dev/null`, the sending side stays open and the relay only receives.
public struct Relay: Sendable {
  /// The time for which the relay keeps receiving after the end of the input while no data arrives; nil shuts down the sending side
  /// instead.
  public var linger: Duration?
  /// The time for which sent data may remain unread by the peer; nil for no limit.
  public var timeout: Duration?
  /// Called once if sent data remains unread for some time.
  public var onStall: @Sendable () -> Void = {}

  /// Creates a relay without time limits.
  public init() {}

  /// The reason why a relay ended.
  public enum Ending: Hashable, Sendable {
    /// The input ended, and the peer has read all data or stopped sending.
    case finished
    /// The peer closed the connection before the input ended.
    case closed
    /// The reader of the output has closed it.
    case outputClosed
  }

  /// Copies from the file descriptor `input` to the connection, and from the connection to the file descriptor `output`. Throws if the
  /// connection fails or a time limit passes.
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
  /// The error for a peer that closes the connection before all data is sent.
  public static func closedEarly(_ endpoint: Endpoint) -> ChannelError {
    ChannelError(
      .closed, "\(endpoint.shown) closed the connection before the end of the input",
      help: "check that the domain is still running; --reconnect continues when it is back")
  }
}
