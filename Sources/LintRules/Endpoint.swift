internal import DomainModel

/// A host and a service that a tcp or udp source names.
struct Endpoint {
  let device: CharacterDevice
  let isTCP: Bool
  /// Whether QEMU listens, or receives, there.
  let isListening: Bool
  let host: String?
  let service: String?
  let sourceNode: SourceNode

  /// Whether QEMU refuses it for its empty service: it sends nowhere.
  var isRefused: Bool { !isTCP && !isListening && service == "" }

}

/// The TCP ports that endpoints listen on.
///
/// Linux allows a bind to `::`, which covers all addresses, after binds to single IPv4 addresses, but not in the
/// reverse order.
struct TakenPorts {
  /// A port on one host, or on a host of a kind.
  private enum Key: Hashable {
    case host(String?, port: Int)
    case kind(HostAddress, port: Int)
  }

  /// The first that listens on each, and how many listened before it.
  private var first: [Key: (number: Int, endpoint: Endpoint)] = [:]
  private var count = 0

  /// Takes the port of an endpoint that listens.
  /// - Returns: the first of those before it that has the port already.
  mutating func take(_ endpoint: Endpoint) -> Endpoint? {
    guard case .port(let port, _) = Service(endpoint.service ?? ""), port > 0 else { return nil }
    let kind = HostAddress(endpoint.host ?? "")
    let keys = [Key.host(endpoint.host, port: port)] + kind.rivals.map { .kind($0, port: port) }
    let holder = keys.compactMap { first[$0] }.min { $0.number < $1.number }
    for key in [Key.host(endpoint.host, port: port), .kind(kind, port: port)] where first[key] == nil {
      first[key] = (count, endpoint)
    }
    count += 1
    return holder?.endpoint
  }
}

extension HostAddress {
  /// The kinds of address that have a port when this one comes after them.
  fileprivate var rivals: [HostAddress] {
    switch self {
    case .anyIPv4: [.anyIPv6, .ipv4]
    case .anyIPv6: [.anyIPv6, .ipv6]
    case .ipv4: [.anyIPv6, .anyIPv4]
    case .ipv6: [.anyIPv6]
    case .name: []
    }
  }
}

extension RuleContext {
  /// What the sources of all devices name, in the order of the command line.
  var endpoints: [Endpoint] {
    backedDevices.flatMap { device -> [Endpoint] in
      switch device.source {
      case .tcp(let tcp): [Endpoint(tcp.endpoint, of: device)]
      case .udp(let udp): udp.endpoints.map { Endpoint($0, of: device) }
      default: []
      }
    }
  }
}

extension Endpoint {
  fileprivate init(_ endpoint: TCPEndpoint, of device: CharacterDevice) {
    self.init(
      device: device, isTCP: true, isListening: endpoint.mode == .bind, host: endpoint.host,
      service: endpoint.service, sourceNode: endpoint.sourceNode)
  }

  fileprivate init(_ endpoint: UDPEndpoint, of device: CharacterDevice) {
    self.init(
      device: device, isTCP: false, isListening: endpoint.mode == .bind, host: endpoint.host,
      service: endpoint.service, sourceNode: endpoint.sourceNode)
  }
}

/// A service as getaddrinfo interprets it.
enum Service: Equatable {
  /// A number; the upper bits of a larger number are ignored.
  case port(Int, isTruncated: Bool)
  /// A name; names in /etc/services contain a letter.
  case name(isPossible: Bool)

  init(_ text: String) {
    let digits = text.drop { $0 == " " || $0 == "\t" }
    let number = digits.first == "+" ? digits.dropFirst() : digits
    if text.isEmpty {
      self = .port(0, isTruncated: false)
    } else if number.allSatisfy({ "0"..."9" ~= $0 }), let value = Int(number), Int32(truncatingIfNeeded: value) >= 0 {
      self = .port(value & 0xffff, isTruncated: value > 0xffff)
    } else {
      self = .name(isPossible: text.contains(where: \.isLetter) && !text.contains(where: \.isWhitespace))
    }
  }
}

/// The address that a host denotes, as far as it can be determined without a name lookup.
enum HostAddress: Hashable {
  case anyIPv4, anyIPv6, ipv4, ipv6, name

  init(_ text: String) {
    switch text {
    case "0.0.0.0": self = .anyIPv4
    case "::", "": self = .anyIPv6
    case _ where text.utf8.contains(UInt8(ascii: ":")): self = .ipv6
    case _ where text.allSatisfy({ "0"..."9" ~= $0 || $0 == "." }): self = .ipv4
    default: self = .name
    }
  }

  /// The address of the host itself, for all addresses.
  var localCounterpart: String? {
    switch self {
    case .anyIPv4: "127.0.0.1"
    case .anyIPv6: "::1"
    case .ipv4, .ipv6, .name: nil
    }
  }
}

extension ChardevSource {
  /// Changes the host of a tcp source.
  mutating func setHost(_ host: String) {
    guard case .tcp(var tcp) = self else { return }
    tcp.endpoint.host = host
    self = .tcp(tcp)
  }
}
