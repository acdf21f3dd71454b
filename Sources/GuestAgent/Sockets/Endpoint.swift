internal import SourceText

/// The host's side of a channel: where a program on the host meets the guest.
public enum Endpoint: Hashable, Sendable {
  /// A UNIX socket in the file system; at most 107 bytes of path.
  case unix(path: String)
  /// A UNIX socket in Linux's abstract namespace, which has no file.
  case abstract(name: String)
  /// A TCP port of a host name or address.
  case tcp(host: String, port: UInt16)
}

extension Endpoint: CustomStringConvertible {
  /// The endpoint as ``init(parsing:)`` takes it.
  public var description: String {
    switch self {
    case .unix(let path): Endpoint.isPlainPath(path) ? path : "unix:" + path
    case .abstract(let name): "@" + name
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }
}

/// Why a text names no ``Endpoint``.
public enum EndpointProblem: Error, Hashable, Sendable {
  /// There is nothing.
  case empty
  /// The path has more bytes than a socket address holds.
  case pathTooLong(bytes: Int)
  /// The path holds a NUL, which would end it.
  case embeddedNUL
  /// A TCP endpoint without port.
  case missingPort
  /// The port is not a number from 1 to 65535.
  case invalidPort(String)
  /// A scheme that is neither `unix` nor `tcp`.
  case unknownScheme(String)
}

extension EndpointProblem: CustomStringConvertible {
  /// What is wrong, as a sentence without a full stop.
  public var description: String {
    switch self {
    case .empty: "an endpoint is a socket path or HOST:PORT"
    case .pathTooLong(let bytes): "the socket path has \(bytes) bytes; the maximum is \(Endpoint.longestPath)"
    case .embeddedNUL: "a socket path cannot contain a NUL byte"
    case .missingPort: "a TCP endpoint has the form HOST:PORT"
    case .invalidPort(let text): "'\(text.escapedForDisplay)' is not a port from 1 to 65535"
    case .unknownScheme(let scheme): "'\(scheme.escapedForDisplay):' is neither unix: nor tcp:"
    }
  }
}
