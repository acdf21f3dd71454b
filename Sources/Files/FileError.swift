internal import Glibc

/// Why something could not be done with a file, in words a person can use.
package struct FileError: Error, Hashable, Sendable {
  /// The path, as given.
  package let path: String
  /// What is the matter, without the path: `is a folder`, `No such file or directory`.
  package let reason: String

  package init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// A path is text, so that a file whose name is none cannot be opened.
  static func notUTF8(_ path: String) -> FileError { FileError(path, "has a name that is not valid UTF-8") }

  /// The error of the system call that failed last.
  static func last(_ path: String) -> FileError {
    errno == ENOENT && path.unicodeScalars.contains("\u{FFFD}") ? notUTF8(path) : FileError(path, systemMessage(errno))
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { "\(path): \(reason)" }
}

/// What the system says of an error number.
func systemMessage(_ number: Int32) -> String {
  guard let text = unsafe strerror(number) else { return "error \(number)" }
  return unsafe String(cString: text)
}
