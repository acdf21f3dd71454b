internal import Glibc

/// A stream socket of this process that never blocks.
struct Socket: ~Copyable, Sendable {
  let descriptor: Descriptor

  /// Makes an unconnected socket.
  init(family: Int32) throws(SystemError) {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    descriptor = Descriptor(owning: try retryingInterrupts { socket(family, kind, 0) })
  }

  /// Connects; a UNIX socket whose queue is full answers `EAGAIN`, a TCP address is waited for until the deadline.
  func connect(to address: SocketAddress, until deadline: Deadline) throws(SystemError) {
    let number = descriptor.number
    do throws(SystemError) {
      _ = try retryingInterrupts { unsafe address.withSockaddr { unsafe Glibc.connect(number, $0, $1) } ?? -1 }
    } catch {
      guard error.code == EINPROGRESS else { throw error }
      guard try !descriptor.wait(for: POLLOUT, until: deadline).isNothing else { throw SystemError(code: ETIMEDOUT) }
      let outcome: Int32 = try option(SO_ERROR, initial: 0)
      if outcome != 0 { throw SystemError(code: outcome) }
    }
  }

  /// Hands over as many of the bytes as there is room for; returns how many, without raising `SIGPIPE`.
  func send(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    let number = descriptor.number
    do throws(SystemError) {
      return try retryingInterrupts {
        unsafe bytes.withUnsafeBytes { unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      }
    } catch {
      if error.code == EAGAIN { return 0 }
      throw error
    }
  }

  /// Tells the other side that nothing more comes, and goes on receiving.
  func finishSending() { _ = shutdown(descriptor.number, Int32(SHUT_WR)) }

  /// Closes with a reset instead of an orderly end (`SO_LINGER` with no time).
  func resetsAtClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(descriptor.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// The value of a socket option of level `SOL_SOCKET`.
  func option<Value: BitwiseCopyable>(_ name: Int32, initial: Value) throws(SystemError) -> Value {
    var value = initial
    var size = socklen_t(MemoryLayout<Value>.size)
    let number = descriptor.number
    _ = try retryingInterrupts { unsafe getsockopt(number, SOL_SOCKET, name, &value, &size) }
    return value
  }

  /// The bytes that were sent and that the other side has not read; only a UNIX socket knows.
  var unreadBytes: Int {
    var count: Int32 = 0
    return unsafe ioctl(descriptor.number, UInt(TIOCOUTQ), &count) == 0 ? Int(count) : 0
  }

  /// Whether the other side is gone.
  var isBroken: Bool { (try? descriptor.wait(for: 0, until: .after(.zero)).hasHungUp) ?? true }

  /// The address this socket is connected to; for a UNIX socket the name under which it was bound.
  var peerAddress: SocketAddress? { unsafe address(from: getpeername) }

  /// The address this socket has itself.
  var ownAddress: SocketAddress? { unsafe address(from: getsockname) }

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
      return unsafe SocketAddress(family: Int32(address.pointee.sa_family), bytes: Array(buffer.prefix(Int(size))))
    }
  }

  /// The inode that names this socket in `/proc` and to `sock_diag`.
  var inode: UInt32 {
    var status = stat()
    return unsafe fstat(descriptor.number, &status) == 0 ? UInt32(truncatingIfNeeded: status.st_ino) : 0
  }
}
