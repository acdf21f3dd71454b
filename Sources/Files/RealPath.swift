internal import Glibc

/// Paths without symbolic links.
enum RealPath {
  /// The path of something that exists, from the root.
  static func of(_ path: String) throws(FileError) -> String {
    guard let real = unsafe realpath(path, nil) else { throw .last(path) }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
