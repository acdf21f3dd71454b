internal import Posix
internal import SourceText

/// Opens connections.
public struct Connector: Sendable {
  /// The time limit for one attempt; 5 seconds by default.
  public var timeout: Duration = .seconds(5)
  /// The time to retry while nothing listens or another client is connected; 0 seconds tries once.
  public var patience: Duration = .zero

  /// Creates a connector that tries once.
  public init() {}

  /// Connects, and verifies that the listening program has accepted the connection. Throws the reason if it has not.
  public func connect(to endpoint: Endpoint) throws(ChannelError) -> Connection {
    try connect(to: endpoint, until: .after(patience))
  }

  /// Connects, and goes on trying until `end`.
  func connect(to endpoint: Endpoint, until end: Deadline) throws(ChannelError) -> Connection {
    while true {
      do throws(ChannelError) {
        return try attempt(endpoint, end)
      } catch {
        guard error.reason.mayPass, !end.isOver else { throw error }
        pause(.milliseconds(100), until: end)
      }
    }
  }

  private func attempt(_ endpoint: Endpoint, _ end: Deadline) throws(ChannelError) -> Connection {
    let connection = try open(endpoint, until: .after(timeout))
    try awaitAcceptance(of: connection, until: Deadline.after(Self.grace).orLater(end))
    return connection
  }

  private func open(_ endpoint: Endpoint, until deadline: Deadline) throws(ChannelError) -> Connection {
    var failure = SystemError.addressNotAvailable
    for address in try endpoint.addresses() {
      do throws(SystemError) {
        let socket = try Socket(family: address.family)
        try socket.connect(to: address, until: deadline.end)
        return Connection(endpoint: endpoint, socket: socket)
      } catch {
        failure = error
      }
    }
    throw .notConnected(endpoint, failure)
  }

  /// A program that serves takes a connection within milliseconds, even on a busy host.
  private static let grace = Duration.milliseconds(500)

  private func awaitAcceptance(of connection: borrowing Connection, until deadline: Deadline) throws(ChannelError) {
    while !connection.socket.isBroken, case .queued(let queue) = Acceptance(of: connection.socket) {
      guard !deadline.isOver, !queue.isHeldByLibvirt else { throw .queued(connection.endpoint, queue) }
      pause(.milliseconds(5), until: deadline)
    }
  }
}

extension FailureReason {
  /// Whether waiting can help.
  fileprivate var mayPass: Bool { [.noSocket, .refused, .held, .notAccepted].contains(self) }
}

extension Endpoint {
  fileprivate func addresses() throws(ChannelError) -> [SocketAddress] {
    switch self {
    case .unix(let path): [SocketAddress(unixPath: path)]
    case .abstract(let name): [SocketAddress(abstractName: name)]
    case .tcp(let host, let port): try Self.resolve(host, port)
    }
  }

  private static func resolve(_ host: String, _ port: UInt16) throws(ChannelError) -> [SocketAddress] {
    do throws(SocketAddress.UnknownHost) {
      return try SocketAddress.resolve(host: host, port: port)
    } catch {
      throw ChannelError(.unreachable, "no address for the host '\(host.escapedForDisplay)': \(error.message)")
    }
  }
}

/// Lets time pass, until the deadline at most.
package func pause(_ duration: Duration, until deadline: Deadline = .never) {
  if let end = Deadline.after(duration).orSooner(deadline).end { pause(until: end) }
}
