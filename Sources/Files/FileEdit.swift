internal import Posix

/// One change of a file: reads it, locks it against other writers, and replaces its content.
///
/// A reader sees either the old or the new content at any time, even after a crash. The file is locked (`flock`) from
/// before it is read until the value is destroyed, so simultaneous changes by this program are made one after another
/// and none is lost.
package struct FileEdit: ~Copyable {
  /// What the file holds.
  package let content: [UInt8]

  /// The path without symbolic links; nil when it is not a regular file.
  package let realPath: String?

  /// The path, as given.
  private let path: String
  /// The file, open and locked, and where it is; nil when it is not a regular file.
  private let original: LockedFile?

  /// Opens a file, waits for other writers, and reads it.
  /// - Throws: when it cannot be read, has more than `limit` bytes, or stays locked by another program.
  package init(_ path: String, limit: Int = .max) throws(FileError) {
    self.path = path
    if let status = FileStatus(of: path), status.kind == .regular {
      let file = try LockedFile(path)
      content = try FileInput.content(of: file.file, named: path, expecting: file.status.size, limit: limit)
      realPath = file.path
      original = consume file
    } else {
      content = try FileInput.read(path, limit: limit)
      realPath = nil
      original = nil
    }
  }

  /// Gives the file another content. Mode, owner and extended attributes are kept; a symbolic link stays one, and the file it leads
  /// to is replaced.
  /// - Throws: when the file no longer holds what was read, cannot be written, has further hard links, or its owner or access
  ///   control list cannot be kept. It is unchanged then.
  package consuming func replace(with bytes: [UInt8]) throws(FileError) {
    guard let original else { throw FileError(path, "is not a regular file") }
    try original.checkIsReplaceable(named: path)
    var temporary = try TemporaryFile(beside: original.path)
    try temporary.fill(with: bytes, like: original.file, original.status)
    guard original.holds(content) else {
      throw FileError(path, "was changed by another program; not written")
    }
    try temporary.rename(to: original.path)
  }
}
