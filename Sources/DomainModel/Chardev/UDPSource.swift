/// A udp chardev: up to two `<source>` elements, one to send to and one to receive on.
public struct UDPSource: Hashable, Sendable {
  /// The endpoints as written. libvirt refuses more than two, and reads the first of each mode.
  public var endpoints: [UDPEndpoint]

  /// Creates a source.
  public init(_ endpoints: [UDPEndpoint] = []) { self.endpoints = endpoints }

  /// The endpoint that QEMU sends to; nil if there is none.
  public var connect: UDPEndpoint? { endpoints.first { $0.mode != .bind } }

  /// The endpoint that QEMU receives on; nil if there is none.
  public var bind: UDPEndpoint? { endpoints.first { $0.mode == .bind } }
}

extension UDPSource: Describable {
  mutating func describe(_ coder: inout some ElementCoder) {
    coder.children(.source, &endpoints)
  }
}

/// One `<source>` of a udp chardev.
public struct UDPEndpoint: Hashable, Sendable {
  /// Whether QEMU sends to the endpoint (`connect`) or receives on it (`bind`); `connect` if omitted.
  public var mode: SocketMode?
  /// The host name or address. An empty one means all addresses if QEMU listens.
  public var host: String?
  /// The port number, 1 to 65535, or a service name from /etc/services; libvirt requires it.
  public var service: String?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates an endpoint.
  public init(mode: SocketMode? = nil, host: String? = nil, service: String? = nil) {
    self.mode = mode
    self.host = host
    self.service = service
  }
}

extension UDPEndpoint: Element {
  init() { self.init(mode: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.mode, &mode)
    coder.attribute(.host, &host)
    coder.attribute(.service, &service)
  }
}
