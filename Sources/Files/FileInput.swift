internal import Posix

/// Reads whole inputs.
package enum FileInput {
  /// The bytes of a file. Regular files only, and pipes that the shell opened (`/dev/fd/63`).
  ///
  /// - Throws: when it cannot be read, is something else, or has more than `limit` bytes, even if it grew while being read.
  package static func read(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = try OpenFile(path, for: .reading)
    let status = try file.status()
    switch status.kind {
    case .regular: break
    case .directory: throw FileError(path, "is a directory")
    case .pipe where isOpenedByShell(path): try file.wait()
    case .pipe: throw FileError(path, "is a named pipe; redirect it to standard input")
    case .link, .socket, .characterDevice, .other: throw FileError(path, "is not a regular file")
    }
    return try content(of: file, named: path, expecting: status.size, limit: limit)
  }

  /// Whether there is something at `path` that could be read.
  package static func exists(_ path: String) -> Bool { FileStatus(of: path) != nil }

  /// The bytes of standard input.
  package static func readStandardInput(limit: Int = .max) throws(FileError) -> [UInt8] {
    try content(of: OpenFile(Descriptor(owning: StandardFile.input), path: "<stdin>"), named: "<stdin>", limit: limit)
  }

  /// The content from the current offset of `file` to its end, which can differ from the size that the file system
  /// reports.
  static func content(
    of file: borrowing OpenFile, named name: String, expecting size: Int = 0, limit: Int = .max
  ) throws(FileError) -> [UInt8] {
    if size > limit { throw tooLarge(name, limit) }
    var bytes: [UInt8] = []
    while true {
      // One byte more than there should be shows the end. What is read is kept, so no more room is made for it.
      let asked = bytes.isEmpty && size > 0 ? size + 1 : max(1 << 14, size - bytes.count + 1)
      let more = try file.read(upTo: asked)
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if bytes.count > limit { throw tooLarge(name, limit) }
      if more.isEmpty || bytes.count == size && more.count < asked { return bytes }
    }
  }

  private static func isOpenedByShell(_ path: String) -> Bool {
    path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> FileError {
    FileError(path, "is larger than \(ByteCount(limit)); increase the limit with --max-size")
  }
}
