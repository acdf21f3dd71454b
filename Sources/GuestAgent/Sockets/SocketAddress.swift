internal import Glibc
internal import SourceText

/// An address as the kernel takes it.
struct SocketAddress: Hashable, Sendable {
  /// `AF_UNIX`, `AF_INET`, `AF_INET6`.
  let family: Int32
  /// The `sockaddr`.
  let bytes: [UInt8]

  /// The address of a UNIX socket.
  init(unixPath path: String) {
    self.init(family: AF_UNIX, unix: Array(path.utf8) + [0])
  }

  /// The address of a UNIX socket without a file (unix(7), "abstract").
  init(abstractName name: String) {
    self.init(family: AF_UNIX, unix: [0] + Array(name.utf8))
  }

  init(family: Int32, bytes: [UInt8]) {
    self.family = family
    self.bytes = bytes
  }

  private init(family: Int32, unix name: [UInt8]) {
    let familyBytes = unsafe withUnsafeBytes(of: sa_family_t(family)) { unsafe Array($0) }
    self.init(family: family, bytes: familyBytes + name)
  }

  /// The name of a UNIX socket: a path and a NUL, or a NUL and an abstract name.
  var unixName: [UInt8] { Array(bytes.dropFirst(MemoryLayout<sa_family_t>.size)) }

  /// Calls `body` with the address as C functions want it.
  func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe buffer.baseAddress.map { unsafe body($0.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count)) }
    }
  }
}

extension SocketAddress {
  /// The addresses of a TCP endpoint, the preferred one first; a name is looked up, which can take the resolver's time.
  static func resolve(host: String, port: UInt16) throws(ChannelError) -> [SocketAddress] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, String(port), &hints, &first)
    defer { if let first = unsafe first { unsafe freeaddrinfo(first) } }
    guard status == 0 else { throw .unknownHost(host, unsafe String(cString: gai_strerror(status))) }
    var addresses: [SocketAddress] = []
    var next = unsafe first
    while let info = unsafe next?.pointee {
      let buffer = unsafe UnsafeRawBufferPointer(start: info.ai_addr, count: Int(info.ai_addrlen))
      addresses.append(SocketAddress(family: unsafe info.ai_family, bytes: unsafe Array(buffer)))
      unsafe next = unsafe info.ai_next
    }
    return addresses
  }
}

extension ChannelError {
  fileprivate static func unknownHost(_ host: String, _ reason: String) -> ChannelError {
    ChannelError(.unreachable, "no address for the host '\(host.escapedForDisplay)': \(reason)")
  }
}
