/// Whether QEMU connects to a socket or listens on it (libvirt `virDomainChrSourceMode`).
public enum SocketMode: String, Keyword {
  /// QEMU connects to a socket that another program listens on. The default.
  case connect
  /// QEMU listens on the socket; for `udp`, it receives on it.
  case bind
}

/// The `<source>` of a unix chardev.
public struct UnixSource: Hashable, Sendable {
  /// Whether QEMU listens (`bind`) or connects (`connect`); `connect` if omitted.
  public var mode: SocketMode?
  /// The path of the socket, at most 107 bytes. If a virtio channel has none, libvirt generates one on which QEMU listens.
  public var path: String?
  /// The security labels of the path, at most one per model.
  public var seclabels: [SecurityLabel] = []
  /// How QEMU reconnects if the peer closes the connection; it does not reconnect if this is omitted.
  public var reconnect: Reconnect?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a source.
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
  /// The protocol, `<protocol>`; raw if omitted.
  public var `protocol`: TCPProtocol?

  /// Creates a source.
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
  /// Whether QEMU listens (`bind`) or connects (`connect`); `connect` if omitted.
  public var mode: SocketMode?
  /// The host name or address. An empty one means all addresses if QEMU listens.
  public var host: String?
  /// The port number, 1 to 65535, or a service name from /etc/services; libvirt requires it.
  public var service: String?
  /// Whether the connection uses TLS; if omitted, qemu.conf of the host decides.
  public var tls: YesNo?
  /// How QEMU reconnects if the peer closes the connection; it does not reconnect if this is omitted.
  public var reconnect: Reconnect?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates an endpoint.
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

/// The protocol of a tcp chardev: `<protocol>`.
public struct TCPProtocol: Hashable, Sendable {
  /// The protocols (`virDomainChrTcpProtocol`).
  public enum Kind: String, Keyword {
    /// Bytes without a protocol.
    case raw
    /// Telnet, with its negotiation.
    case telnet
    /// Telnet over TLS, which QEMU does not support.
    case telnets
    /// TLS, which QEMU does not support here; use `tls='yes'` on the source.
    case tls
  }

  /// The protocol; raw if omitted.
  public var type: Kind?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a protocol.
  public init(_ type: Kind? = nil) { self.type = type }
}

extension TCPProtocol: Element {
  init() { self.init(nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.type, &type)
  }
}

/// How a connecting socket reconnects if the peer closes the connection: `<reconnect>`.
public struct Reconnect: Hashable, Sendable {
  /// Whether QEMU reconnects; the default of QEMU, no, if omitted.
  public var enabled: YesNo?
  /// The seconds between two attempts, from 1; required with `enabled='yes'`.
  public var timeout: Int?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates the settings.
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
