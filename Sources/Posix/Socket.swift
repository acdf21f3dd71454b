#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A stream socket of this process that never blocks.
package struct Socket: ~Copyable, Sendable {
  package let descriptor: Descriptor

  /// Makes an unconnected socket.
  package init(family: SocketAddress.Family) throws(SystemError) {
    #if os(Linux)
      let kind = streamSocket | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      descriptor = Descriptor(owning: try retryingInterrupts { socket(family.number, kind, 0) })
    #else
      descriptor = Descriptor(owning: try retryingInterrupts { socket(family.number, streamSocket, 0) })
      let number = descriptor.number
      try retryingInterrupts { fcntl(number, F_SETFD, FD_CLOEXEC) }
      try retryingInterrupts { fcntl(number, F_SETFL, O_NONBLOCK) }
    #endif
  }

  /// Connects; a UNIX socket whose queue is full fails with `wouldWait`, a TCP address is waited for until `end`.
  package func connect(to address: SocketAddress, until end: ContinuousClock.Instant?) throws(SystemError) {
    let number = descriptor.number
    do throws(SystemError) {
      try retryingInterrupts { unsafe address.withSockaddr { unsafe systemConnect(number, $0, $1) } ?? -1 }
    } catch {
      guard error == .inProgress else { throw error }
      guard try !descriptor.wait(for: .output, until: end).isNothing else { throw .timedOut }
      let outcome: Int32 = try option(SO_ERROR, initial: 0)
      if outcome != 0 { throw SystemError(code: outcome) }
    }
  }

  /// Sends as many of the bytes as there is room for; returns how many, without raising `SIGPIPE`.
  package func send(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    let number = descriptor.number
    do throws(SystemError) {
      return try retryingInterrupts {
        unsafe bytes.withUnsafeBytes { unsafe systemSend(number, $0.baseAddress, $0.count) }
      }
    } catch {
      if error == .wouldWait { return 0 }
      throw error
    }
  }

  /// Tells the other side that nothing more comes, and goes on receiving.
  package func finishSending() { _ = shutdown(descriptor.number, Int32(SHUT_WR)) }

  /// Closes with a reset instead of an orderly end (`SO_LINGER` with no time).
  package func resetsAtClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(descriptor.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// The bytes that were sent and that the other side has not read; only a UNIX socket knows.
  package var unreadBytes: Int {
    var count: Int32 = 0
    return unsafe ioctl(descriptor.number, UInt(TIOCOUTQ), &count) == 0 ? Int(count) : 0
  }

  /// Whether the other side is gone.
  package var isBroken: Bool { (try? descriptor.wait(for: [], until: .now).hasHungUp) ?? true }

  /// The address this socket is connected to; for a UNIX socket the name under which it was bound.
  package var peerAddress: SocketAddress? { unsafe address(from: getpeername) }

  /// The address this socket has itself.
  package var ownAddress: SocketAddress? { unsafe address(from: getsockname) }

  /// The inode that names this socket in `/proc` and to `sock_diag`.
  package var inode: UInt32 { (try? descriptor.status()).map { UInt32(truncatingIfNeeded: $0.identity.node) } ?? 0 }
}

extension Socket {
  #if os(Linux)
    /// A socket to a part of the kernel (netlink(7)).
    package static func netlink(_ family: Int32) throws(SystemError) -> Descriptor {
      let kind = Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      return Descriptor(owning: try retryingInterrupts { socket(AF_NETLINK, kind, family) })
    }
  #endif

  /// The value of a socket option of level `SOL_SOCKET`.
  private func option<Value: BitwiseCopyable>(_ name: Int32, initial: Value) throws(SystemError) -> Value {
    var value = initial
    var size = socklen_t(MemoryLayout<Value>.size)
    let number = descriptor.number
    try retryingInterrupts { unsafe getsockopt(number, SOL_SOCKET, name, &value, &size) }
    return value
  }

  private func address(
    from get: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> SocketAddress? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let number = descriptor.number
    return unsafe withUnsafeMutableBytes(of: &storage) { buffer in
      guard let address = unsafe buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        unsafe get(number, address, &size) == 0
      else { return nil }
      let family = SocketAddress.Family(Int32(unsafe address.pointee.sa_family))
      return unsafe SocketAddress(family: family, bytes: Array(buffer.prefix(Int(size))))
    }
  }
}

/// `SOCK_STREAM`, which is an enum in some C libraries and a number in others.
var streamSocket: Int32 {
  #if canImport(Glibc)
    Int32(SOCK_STREAM.rawValue)
  #else
    Int32(SOCK_STREAM)
  #endif
}

private func systemConnect(_ number: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
  unsafe connect(number, address, size)
}

private func systemSend(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Darwin)
    unsafe send(number, bytes, count, 0)
  #else
    unsafe send(number, bytes, count, Int32(MSG_NOSIGNAL))
  #endif
}
