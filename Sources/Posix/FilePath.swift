#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Something in a directory.
package struct DirectoryEntry: Sendable {
  /// The name as bytes, which need not be UTF-8.
  package let name: [UInt8]
  /// nil where the file system does not say; `FileStatus` always does.
  package let kind: FileStatus.Kind?
}

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

  /// What is in a directory, without `.` and `..`, in no order.
  package static func entries(inDirectory path: String) throws(SystemError) -> [DirectoryEntry] {
    guard let stream = unsafe opendir(path) else { throw .last }
    defer { unsafe closedir(stream) }
    var entries: [DirectoryEntry] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
      entries.append(DirectoryEntry(name: name, kind: unsafe FileStatus.Kind(entryType: entry.pointee.d_type)))
    }
    return entries
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
  let entries = (try? FilePath.entries(inDirectory: directory)) ?? []
  return entries.lazy.map(\.name).filter { $0.first != UInt8(ascii: ".") }.map { String(decoding: $0, as: UTF8.self) }
}
