#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// An address as the kernel takes it.
package struct SocketAddress: Hashable, Sendable {
  /// The kind of address.
  package enum Family: Hashable, Sendable {
    case unix, ipv4, ipv6
    case other(Int32)

    init(_ number: Int32) {
      switch number {
      case AF_UNIX: self = .unix
      case AF_INET: self = .ipv4
      case AF_INET6: self = .ipv6
      default: self = .other(number)
      }
    }

    /// `AF_UNIX` and the like.
    package var number: Int32 {
      switch self {
      case .unix: AF_UNIX
      case .ipv4: AF_INET
      case .ipv6: AF_INET6
      case .other(let number): number
      }
    }
  }

  package let family: Family
  /// The `sockaddr`.
  package let bytes: [UInt8]

  /// The address of a UNIX socket.
  package init(unixPath path: String) {
    self.init(unix: Array(path.utf8) + [0])
  }

  /// The address of a UNIX socket without a file (unix(7), "abstract").
  package init(abstractName name: String) {
    self.init(unix: [0] + Array(name.utf8))
  }

  package init(family: Family, bytes: [UInt8]) {
    self.family = family
    self.bytes = bytes
  }

  private init(unix name: [UInt8]) {
    let family = unsafe withUnsafeBytes(of: sa_family_t(AF_UNIX)) { unsafe Array($0) }
    self.init(family: .unix, bytes: family + name)
  }

  /// The name of a UNIX socket: a path and a NUL, or a NUL and an abstract name.
  package var unixName: [UInt8] { Array(bytes.dropFirst(MemoryLayout<sa_family_t>.size)) }

  /// Calls `body` with the address as C functions want it.
  func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe buffer.baseAddress.map { unsafe body($0.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count)) }
    }
  }
}

extension SocketAddress {
  /// Why a name has no address, in the words of the system.
  package struct UnknownHost: Error, Hashable, Sendable {
    package let message: String
  }

  /// The addresses of a TCP port, the preferred one first; a name is looked up, which can take the resolver's time.
  package static func resolve(host: String, port: UInt16) throws(UnknownHost) -> [SocketAddress] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = streamSocket
    var first: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, String(port), &hints, &first)
    defer { if let first = unsafe first { unsafe freeaddrinfo(first) } }
    guard status == 0 else { throw UnknownHost(message: unsafe String(cString: gai_strerror(status))) }
    var addresses: [SocketAddress] = []
    var next = unsafe first
    while let info = unsafe next?.pointee {
      let buffer = unsafe UnsafeRawBufferPointer(start: info.ai_addr, count: Int(info.ai_addrlen))
      addresses.append(SocketAddress(family: Family(unsafe info.ai_family), bytes: unsafe Array(buffer)))
      unsafe next = unsafe info.ai_next
    }
    return addresses
  }
}
