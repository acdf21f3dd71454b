#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// System calls that take the path of a file.
package enum FilePath {
  /// The path of something that exists, from the root and without symbolic links.
  package static func real(_ path: String) throws(SystemError) -> String {
    guard let real = unsafe realpath(path, nil) else { throw .last }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// The target of a symbolic link; nil when there is none.
  package static func linkTarget(_ path: String) -> String? {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = unsafe buffer.withMemoryRebound(to: CChar.self) { text in
        unsafe text.baseAddress.map { unsafe max(0, readlink(path, $0, text.count)) } ?? 0
      }
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Whether this user may write the file.
  package static func isWritable(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

  /// Removes a file, if there is one.
  package static func remove(_ path: String) { unsafe unlink(path) }

  /// Gives a file another name; a file of that name is replaced.
  package static func rename(_ path: String, to target: String) throws(SystemError) {
    guard systemRename(path, target) == 0 else { throw .last }
  }

  /// Creates a directory that only its owner can use.
  package static func createDirectory(_ path: String) throws(SystemError) {
    guard unsafe mkdir(path, 0o700) == 0 else { throw .last }
  }

  /// Whether a pattern of the shell (`*`, `?`, `[...]`) matches a name.
  package static func pattern(_ pattern: String, matches name: String) -> Bool { unsafe fnmatch(pattern, name, 0) == 0 }
}

private func systemRename(_ path: String, _ target: String) -> Int32 { unsafe rename(path, target) }

/// The text of a small file that the kernel generates, such as one of `/proc` or `/sys`; nil when it cannot be read.
package func systemFile(_ path: String) -> String? {
  guard let file = try? Descriptor(path, for: .reading) else { return nil }
  var bytes: [UInt8] = []
  while let part = try? file.read(), !part.isEmpty { bytes += part }
  return String(decoding: bytes, as: UTF8.self)
}

/// The names in a directory, without those that begin with a dot, in no order; none when it cannot be read.
package func fileNames(in directory: String) -> [String] {
  guard let listing = try? DirectoryListing(of: directory) else { return [] }
  return listing.lazy.map(\.name).filter { $0.first != UInt8(ascii: ".") }.map { String(decoding: $0, as: UTF8.self) }
}
