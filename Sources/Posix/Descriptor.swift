#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// An open file of this process, closed when the value goes away unless it is one of the standard streams.
package struct Descriptor: ~Copyable, Sendable {
  /// The number the system knows it by.
  package let number: Int32

  /// Takes over an open file.
  package init(owning number: Int32) { self.number = number }

  deinit { if number > 2 { close(number) } }

  /// What a file is opened for.
  package enum Use: Sendable {
    /// Reading, without waiting, not even for the writer of a pipe.
    case reading
    /// Reading and writing an existing file that is not a symbolic link, without waiting.
    case updating
    /// Reading and writing a device, without waiting.
    case exchange
    /// Writing a new file, which must not exist and is readable only by its owner.
    case creating
    /// Writing from the start; the file is created if it does not exist.
    case overwriting

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY | O_NONBLOCK
      case .updating: O_RDWR | O_NONBLOCK | O_NOFOLLOW
      case .exchange: O_RDWR | O_NONBLOCK
      case .creating: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      case .overwriting: O_WRONLY | O_CREAT | O_TRUNC
      }
    }
  }

  /// Opens a file; it is closed in programs that this process starts.
  package init(_ path: String, for use: Use) throws(SystemError) {
    let mode: mode_t = use == .overwriting ? 0o666 : 0o600
    self.init(owning: try retryingInterrupts { unsafe open(path, use.flags | O_CLOEXEC, mode) })
  }

  /// Creates a file without a name in a directory, readable by its owner only; nil where the file system has no such files.
  package static func unnamed(in directory: String) -> Descriptor? {
    #if os(Linux)
      let unnamed = Int32(bitPattern: 0o20_000_000) | O_DIRECTORY  // O_TMPFILE, which Glibc's module does not export.
      let number = try? retryingInterrupts { unsafe open(directory, unnamed | O_WRONLY | O_CLOEXEC, mode_t(0o600)) }
      if let number { return Descriptor(owning: number) }
    #endif
    return nil
  }

  /// A second handle on an open file, which stays open itself: `Descriptor(duplicating: StandardFile.input)`.
  package init(duplicating number: Int32) throws(SystemError) {
    self.init(owning: try retryingInterrupts { fcntl(number, F_DUPFD_CLOEXEC, 3) })
  }
}

/// The files that a process is given.
package enum StandardFile {
  package static var input: Int32 { STDIN_FILENO }
  package static var output: Int32 { STDOUT_FILENO }
  package static var error: Int32 { STDERR_FILENO }
}

extension Descriptor {
  package func status() throws(SystemError) -> FileStatus {
    var status = stat()
    let number = number
    try retryingInterrupts { unsafe fstat(number, &status) }
    return FileStatus(status)
  }

  /// Makes reading wait for data again.
  package func wait() throws(SystemError) {
    let number = number
    try retryingInterrupts { fcntl(number, F_SETFL, fcntl(number, F_GETFL) & ~O_NONBLOCK) }
  }

  /// The bytes that are there, at most `count`; none at the end, nil when there is nothing yet.
  package func read(atMost count: Int = 65536) throws(SystemError) -> [UInt8]? {
    try readBytes(from: number, atMost: count)
  }

  /// Writes as many of the bytes as the file takes now; returns how many, 0 when it takes none yet.
  package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int { try writeBytes(bytes, to: number) }

  /// Writes all of the bytes, however long it takes.
  package func write(all bytes: [UInt8]) throws(SystemError) { try writeAll(bytes, to: number) }

  /// Waits until what was written has reached the disk.
  package func sync() throws(SystemError) {
    let number = number
    try retryingInterrupts { fsync(number) }
  }

  /// Waits until one of `events` holds or the file has failed or hung up; returns what holds, nothing at the end of the time.
  package func wait(for events: PollEvents, until end: ContinuousClock.Instant?) throws(SystemError) -> Readiness {
    try poll([PolledFile(number, for: events)], until: end)[0]
  }
}

extension Descriptor {
  /// Sets the permission bits.
  package func change(mode: UInt32) throws(SystemError) {
    let number = number
    try retryingInterrupts { fchmod(number, mode_t(mode)) }
  }

  package func change(owner: UInt32, group: UInt32) throws(SystemError) {
    let number = number
    try retryingInterrupts { fchown(number, owner, group) }
  }

  /// Locks the file against others who lock it, and does not wait for them.
  /// - Throws: `wouldWait` while another program holds the lock.
  package func lock() throws(SystemError) {
    let number = number
    try retryingInterrupts { flock(number, LOCK_EX | LOCK_NB) }
  }

  /// Gives a file without a name one.
  package func link(to path: String) throws(SystemError) {
    let unnamed = "/proc/self/fd/\(number)"
    try retryingInterrupts { unsafe linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW) }
  }
}
