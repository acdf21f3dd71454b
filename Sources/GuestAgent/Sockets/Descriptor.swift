internal import Glibc

/// An open file of this process, closed when the value goes away.
struct Descriptor: ~Copyable, Sendable {
  /// The number the system knows it by.
  let number: Int32

  /// Takes over an open file.
  init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens a file; closed on `exec`.
  static func open(_ path: String, _ flags: Int32) throws(SystemError) -> Descriptor {
    let number = try retryingInterrupts { unsafe Glibc.open(path, flags | O_CLOEXEC) }
    return Descriptor(owning: number)
  }

  /// A second handle on an open file, which stays open itself: `Descriptor.duplicate(of: STDIN_FILENO)`.
  static func duplicate(of number: Int32) throws(SystemError) -> Descriptor {
    Descriptor(owning: try retryingInterrupts { fcntl(number, F_DUPFD_CLOEXEC, 3) })
  }

  /// The bytes that are there, at most `count`; none at the end, nil when there is nothing yet.
  func read(atMost count: Int = 65536) throws(SystemError) -> [UInt8]? {
    try readBytes(from: number, atMost: count)
  }

  /// Writes as many of the bytes as the file takes now; returns how many, 0 when it takes none yet.
  func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int { try writeBytes(bytes, to: number) }

  /// Waits until one of `events` (`POLLIN`, `POLLOUT`) holds or the file has failed or hung up; returns what holds,
  /// nothing at the deadline.
  func wait(for events: Int32, until deadline: Deadline) throws(SystemError) -> Readiness {
    var files = [pollfd(fd: number, events: Int16(events), revents: 0)]
    try poll(&files, until: deadline)
    return Readiness(files[0].revents)
  }
}

/// The bytes that are there to be read from an open file, at most `count`; none at its end, nil when there is nothing yet.
func readBytes(from file: Int32, atMost count: Int = 65536) throws(SystemError) -> [UInt8]? {
  var failure: SystemError?
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    do throws(SystemError) {
      filled = try retryingInterrupts { unsafe read(file, buffer.baseAddress, count) }
    } catch {
      failure = error
    }
  }
  guard let failure else { return bytes }
  if failure.code == EAGAIN { return nil }
  throw failure
}

/// Like ``readBytes(from:atMost:)``, for a file that ends when it fails.
func readBytesOrEnd(from file: Int32) -> [UInt8]? {
  do { return try readBytes(from: file) } catch { return [] }
}

/// Writes as many of the bytes as an open file takes now; returns how many, 0 when it takes none yet.
func writeBytes(_ bytes: ArraySlice<UInt8>, to file: Int32) throws(SystemError) -> Int {
  do throws(SystemError) {
    return try retryingInterrupts { unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) } }
  } catch {
    if error.code == EAGAIN { return 0 }
    throw error
  }
}

/// Writes all of the bytes to an open file, however long it takes.
func writeAll(_ bytes: [UInt8], to file: Int32) throws(SystemError) {
  var rest = bytes[...]
  while !rest.isEmpty {
    rest = rest.dropFirst(try writeBytes(rest, to: file))
    var files = [pollfd(fd: file, events: Int16(POLLOUT), revents: 0)]
    if !rest.isEmpty { try poll(&files, until: .never) }
  }
}

/// What `poll` says about a file.
struct Readiness: Hashable, Sendable {
  /// Bytes or the end can be read.
  let canRead: Bool
  /// Bytes can be written.
  let canWrite: Bool
  /// The other side is gone, in both directions.
  let hasHungUp: Bool
  /// Nothing of it: the deadline came first.
  let isNothing: Bool

  init(_ events: Int16) {
    canRead = events & Int16(POLLIN) != 0
    canWrite = events & Int16(POLLOUT) != 0
    hasHungUp = events & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    isNothing = events == 0
  }
}

/// Waits until something holds for one of the files, or the deadline has come.
func poll(_ files: inout [pollfd], until deadline: Deadline) throws(SystemError) {
  while true {
    if unsafe Glibc.poll(&files, nfds_t(files.count), deadline.milliseconds) >= 0 { return }
    if errno != EINTR { throw .last }
  }
}
