internal import Glibc

/// An open file, closed when it goes away.
struct Descriptor: ~Copyable {
  let number: Int32
  /// The path to name in errors.
  let path: String

  init(taking number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  /// Opens an existing file for reading. Never waits, not even for the writer of a pipe.
  init(reading path: String, named name: String? = nil) throws(FileError) {
    try self.init(path, O_RDONLY | O_NONBLOCK, named: name)
  }

  /// Opens an existing file for reading and writing.
  init(updating path: String, named name: String) throws(FileError) {
    try self.init(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW, named: name)
  }

  /// Creates a file that only its owner can read; it must not exist yet.
  init(creating path: String) throws(FileError) {
    try self.init(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
  }

  /// Opens a file for writing from its beginning, and creates it where there is none.
  init(overwriting path: String) throws(FileError) {
    try self.init(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o666)
  }

  /// Creates a file without a name in a directory, readable by its owner only; nil where the file system has no such files.
  static func unnamed(in directory: String) -> Descriptor? {
    let unnamed = Int32(bitPattern: 0o20_000_000) | O_DIRECTORY  // O_TMPFILE, which Glibc's module does not export.
    return try? Descriptor(directory, unnamed | O_WRONLY)
  }

  private init(
    _ path: String, _ flags: Int32, named name: String? = nil, mode: mode_t = 0o600
  ) throws(FileError) {
    number = retrying { unsafe open(path, flags | O_CLOEXEC, mode) }
    self.path = name ?? path
    guard number >= 0 else { throw .last(self.path) }
  }

  deinit { if number > 2 { close(number) } }
}

extension Descriptor {
  func status() throws(FileError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .last(path) }
    return FileStatus(status)
  }

  /// Makes reading wait for data again.
  func wait() throws(FileError) {
    guard fcntl(number, F_SETFL, fcntl(number, F_GETFL) & ~O_NONBLOCK) == 0 else { throw .last(path) }
  }

  /// Reads up to `count` bytes; nothing at the end.
  func read(upTo count: Int) throws(FileError) -> [UInt8] {
    var outcome = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      outcome = retrying { unsafe Glibc.read(number, buffer.baseAddress, count) }
      filled = max(0, outcome)
    }
    guard outcome >= 0 else { throw .last(path) }
    return bytes
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws(FileError) {
    let number = number
    var done = 0
    while done < bytes.count {
      let count = retrying {
        unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress?.advanced(by: done), $0.count - done) }
      }
      if count < 0 { throw .last(path) }
      done += count
    }
  }

  /// Waits until what was written has reached the disk.
  func sync() throws(FileError) {
    guard fsync(number) == 0 else { throw .last(path) }
  }
}

/// Calls again what a signal interrupted.
func retrying<Outcome: SignedInteger>(_ call: () -> Outcome) -> Outcome {
  while true {
    let outcome = call()
    if outcome >= 0 || errno != EINTR { return outcome }
  }
}
