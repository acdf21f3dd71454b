internal import Glibc

/// Replaces the content of files so that whoever looks, whenever the machine stops, sees the old content or the new one.
package enum AtomicWrite {
  /// Puts `new` where `old` stands, by writing a second file beside the first and renaming it. Mode, owner and extended
  /// attributes are kept; a symbolic link stays one, and the file it leads to is replaced.
  ///
  /// - Throws: when the file no longer holds `old`, may not be written, or its owner cannot be kept. It is unchanged then.
  package static func replace(_ path: String, holding old: [UInt8], with new: [UInt8]) throws(FileError) {
    let target = try realPath(path)
    let original = try Descriptor(reading: target)
    let status = try original.status()
    try check(target, status, named: path)
    guard status.size == old.count, try FileInput.content(of: original) == old else { throw changed(path) }
    let temporary = try TemporaryFile(beside: target)
    try temporary.fill(with: new, like: original, status)
    guard FileStatus(of: target) == status else { throw changed(path) }
    try temporary.take(placeOf: target)
  }

  private static func check(_ target: String, _ status: FileStatus, named path: String) throws(FileError) {
    guard status.kind == .regular else { throw FileError(path, "is not a regular file") }
    guard status.mode & 0o222 != 0, unsafe access(target, W_OK) == 0 else { throw FileError(path, "is read-only") }
  }

  private static func changed(_ path: String) -> FileError {
    FileError(path, "was changed by someone else meanwhile; nothing was written")
  }

  /// The path without symbolic links.
  private static func realPath(_ path: String) throws(FileError) -> String {
    guard let real = unsafe realpath(path, nil) else { throw .last(path) }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}

/// A new file beside another one; it is removed again unless it took the other's place.
private struct TemporaryFile: ~Copyable {
  private let file: Descriptor
  private let folder: String

  init(beside target: String) throws(FileError) {
    let parts = target.split(separator: "/")
    folder = "/" + parts.dropLast().joined(separator: "/")
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    file = try Descriptor(creating: "\(folder)/.\(parts.last ?? "").\(number)")
  }

  /// Writes the content, then gives the file what else the original has.
  func fill(
    with bytes: [UInt8], like original: borrowing Descriptor, _ status: FileStatus
  ) throws(FileError) {
    try file.write(bytes)
    try keepOwner(status)
    ExtendedAttributes.copy(from: original, to: file)
    guard fchmod(file.number, status.mode) == 0 else { throw .last(file.path) }
    try file.sync()
  }

  private func keepOwner(_ status: FileStatus) throws(FileError) {
    let own = try file.status()
    guard own.owner != status.owner || own.group != status.group else { return }
    guard fchown(file.number, status.owner, status.group) == 0 else {
      throw FileError(file.path, "cannot be given the owner of the original: \(systemMessage(errno))")
    }
  }

  func take(placeOf target: String) throws(FileError) {
    guard unsafe rename(file.path, target) == 0 else { throw .last(target) }
    try? Descriptor(reading: folder).sync()
  }

  deinit { unsafe unlink(file.path) }
}
