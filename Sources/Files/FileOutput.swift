internal import Glibc

/// Writes whole files that no other program changes: reports and the like.
package enum FileOutput {
  /// Creates a file, or replaces the content of one.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try Descriptor(overwriting: path)
    try file.write(bytes)
  }
}
