internal import Posix

/// Writes whole files that no other program changes: reports and the like.
package enum FileOutput {
  /// Creates a file, or replaces the content of one.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try OpenFile(path, for: .overwriting)
    try file.write(bytes)
  }
}
