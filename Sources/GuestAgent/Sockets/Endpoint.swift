internal import SourceText

/// The host side of a channel, to which a program on the host connects.
public enum Endpoint: Hashable, Sendable {
  /// A Unix socket in the file system; the path has at most 107 bytes.
  case unix(path: String)
  /// A Unix socket in the abstract namespace of Linux, which has no file.
  case abstract(name: String)
  /// A TCP port, 1 to 65535, of a host name or address.
  case tcp(host: String, port: UInt16)
}

extension Endpoint: CustomStringConvertible {
  /// The endpoint in the format that ``init(parsing:)`` accepts.
  public var description: String {
    switch self {
    case .unix(let path): Endpoint.isPlainPath(path) ? path : "unix:" + path
    case .abstract(let name): "@" + name
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }
}

/// The reason why a text is not an ``Endpoint``.
public enum EndpointProblem: Error, Hashable, Sendable {
  /// The text is empty.
  case empty
  /// The path has more bytes than a socket address can contain.
  case pathTooLong(bytes: Int)
  /// The path contains a NUL, which would terminate it.
  case embeddedNUL
  /// A TCP endpoint without port.
  case missingPort
  /// The port is not a number from 1 to 65535.
  case invalidPort(String)
  /// A scheme that is neither `unix` nor `tcp`.
  case unknownScheme(String)
}

extension EndpointProblem: CustomStringConvertible {
  /// The problem, as a sentence without a full stop.
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
