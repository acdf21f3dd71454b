/// A udp chardev: up to two `<source>` elements, one to send to and one to receive on.
public struct UDPSource: Hashable, Sendable {
  /// The endpoints as written. libvirt refuses more than two, and reads the first of each mode.
  public var endpoints: [UDPEndpoint]

  /// Makes a source.
  public init(_ endpoints: [UDPEndpoint] = []) { self.endpoints = endpoints }

  /// Where QEMU sends to.
  public var connect: UDPEndpoint? { endpoints.first { $0.mode != .bind } }

  /// Where QEMU receives.
  public var bind: UDPEndpoint? { endpoints.first { $0.mode == .bind } }
}

extension UDPSource: Describable {
  mutating func describe(_ coder: inout some ElementCoder) {
    coder.children(.source, &endpoints)
  }
}

/// One `<source>` of a udp chardev.
public struct UDPEndpoint: Hashable, Sendable {
  /// Whether it is sent to or received on; absent means `connect`.
  public var mode: SocketMode?
  /// The host name or address.
  public var host: String?
  /// The port's number, 1 to 65535, or its name.
  public var service: String?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes an endpoint.
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
