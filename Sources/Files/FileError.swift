internal import Posix

/// Why something could not be done with a file, in words a person can use.
package struct FileError: Error, Hashable, Sendable {
  /// The path, as given.
  package let path: String
  /// The error without the path: `is a directory`, `No such file or directory`.
  package let reason: String

  package init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The error for a file name that is not valid UTF-8; paths are text, so such a file cannot be opened.
  static func notUTF8(_ path: String) -> FileError { FileError(path, "has a name that is not valid UTF-8") }

  init(_ path: String, _ error: SystemError) {
    let isNotText = error == .noSuchFile && path.unicodeScalars.contains("\u{FFFD}")
    self = isNotText ? .notUTF8(path) : FileError(path, error.message)
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { "\(path): \(reason)" }
}
