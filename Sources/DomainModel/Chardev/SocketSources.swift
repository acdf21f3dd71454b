/// Who opens a socket: libvirt's `virDomainChrSourceMode`.
public enum SocketMode: String, Keyword {
  /// QEMU connects to a socket that another program listens on. The default.
  case connect
  /// QEMU listens (for udp: receives) on the socket.
  case bind
}

/// The `<source>` of a unix chardev.
public struct UnixSource: Hashable, Sendable {
  /// Who opens the socket; absent means `connect`.
  public var mode: SocketMode?
  /// The socket's path, at most 107 bytes. Absent on a channel, libvirt binds one of its own.
  public var path: String?
  /// The security labels of the path, one a model.
  public var seclabels: [SecurityLabel] = []
  /// What happens when the other side goes away.
  public var reconnect: Reconnect?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a source.
  public init(mode: SocketMode? = nil, path: String? = nil, reconnect: Reconnect? = nil) {
    self.mode = mode
    self.path = path
    self.reconnect = reconnect
  }
}

extension UnixSource: Element {
  init() { self.init(mode: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.mode, &mode)
    coder.attribute(.path, &path)
    coder.children(.seclabel, &seclabels)
    coder.child(.reconnect, &reconnect)
  }
}

/// A tcp chardev: its `<source>` and `<protocol>`.
public struct TCPSource: Hashable, Sendable {
  /// The endpoint, `<source>`.
  public var endpoint = TCPEndpoint()
  /// What is spoken on it, `<protocol>`; absent means raw.
  public var `protocol`: TCPProtocol?

  /// Makes a source.
  public init(_ endpoint: TCPEndpoint, protocol: TCPProtocol? = nil) {
    self.endpoint = endpoint
    self.protocol = `protocol`
  }
}

extension TCPSource: Describable {
  mutating func describe(_ coder: inout some ElementCoder) {
    endpoint = coder.payload(.source, endpoint)
    coder.child(.protocol, &`protocol`)
  }
}

/// The `<source>` of a tcp chardev.
public struct TCPEndpoint: Hashable, Sendable {
  /// Who opens the socket; absent means `connect`.
  public var mode: SocketMode?
  /// The host name or address.
  public var host: String?
  /// The port's number, 1 to 65535, or its name.
  public var service: String?
  /// Whether TLS is used; absent leaves it to the host's configuration.
  public var tls: YesNo?
  /// What happens when the other side goes away.
  public var reconnect: Reconnect?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes an endpoint.
  public init(mode: SocketMode? = nil, host: String? = nil, service: String? = nil, tls: YesNo? = nil) {
    self.mode = mode
    self.host = host
    self.service = service
    self.tls = tls
  }
}

extension TCPEndpoint: Element {
  init() { self.init(mode: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.mode, &mode)
    coder.attribute(.host, &host)
    coder.attribute(.service, &service)
    coder.attribute(.tls, &tls)
    coder.child(.reconnect, &reconnect)
  }
}

/// What is spoken on a tcp chardev: `<protocol>`.
public struct TCPProtocol: Hashable, Sendable {
  /// The protocols (`virDomainChrTcpProtocol`).
  public enum Kind: String, Keyword {
    /// Bytes as they are.
    case raw
    /// Telnet's negotiation.
    case telnet
    /// Telnet over TLS; QEMU does not speak it.
    case telnets
    /// TLS; QEMU takes `tls='yes'` on the source instead.
    case tls
  }

  /// The protocol; absent means raw.
  public var type: Kind?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a protocol.
  public init(_ type: Kind? = nil) { self.type = type }
}

extension TCPProtocol: Element {
  init() { self.init(nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.type, &type)
  }
}

/// What a client socket does when the other side goes away: `<reconnect>`.
public struct Reconnect: Hashable, Sendable {
  /// Whether QEMU tries again.
  public var enabled: YesNo?
  /// The seconds between two tries, from 1; demanded when enabled.
  public var timeout: Int?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a behaviour.
  public init(enabled: YesNo? = nil, timeout: Int? = nil) {
    self.enabled = enabled
    self.timeout = timeout
  }
}

extension Reconnect: Element {
  init() { self.init(enabled: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.enabled, &enabled)
    coder.number(.timeout, &timeout, .unsigned)
    if enabled == .yes { coder.require(.timeout) }
  }
}
