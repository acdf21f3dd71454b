internal import Posix

/// A regular file that no other writer of this program changes as long as the value lives.
struct LockedFile: ~Copyable {
  let file: OpenFile
  /// The path without symbolic links.
  let path: String
  /// What the file was like when it was locked.
  let status: FileStatus

  /// Waits until no other process has locked the file. A writer replaces the file, so that what was opened may be gone by then.
  init(_ path: String) throws(FileError) {
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      let target = try Self.realPath(path)
      let file = try OpenFile(updatingOrReading: target, named: path)
      let isLocked = try file.lock(until: deadline, named: path)
      let status = try file.status()
      guard !isLocked || FileStatus(of: target)?.identity == status.identity else { continue }
      (self.path, self.status) = (target, status)
      self.file = file
      return
    }
  }

  private static func realPath(_ path: String) throws(FileError) -> String {
    do throws(SystemError) { return try FilePath.real(path) } catch { throw FileError(path, error) }
  }

  /// Whether the path still leads to this file, with this content and nothing else changed.
  borrowing func holds(_ content: [UInt8]) -> Bool {
    guard FileStatus(of: path) == status, let now = try? OpenFile(path, for: .reading) else { return false }
    return (try? FileInput.content(of: now, named: path, expecting: content.count)) == content
      && FileStatus(of: path) == status
  }

  borrowing func checkIsReplaceable(named name: String) throws(FileError) {
    guard status.mode & 0o222 != 0, FilePath.isWritable(path) else { throw FileError(name, "is read-only") }
    guard status.links == 1 else {
      throw FileError(
        name,
        "has \(status.links) hard links, of which only this one would get the new content; "
          + "copy the file over itself to separate it from the others (cp FILE NEW && mv NEW FILE)")
    }
  }
}

extension OpenFile {
  /// Opens an existing file for writing too, which some network file systems want before they lock it; else for reading.
  fileprivate init(updatingOrReading path: String, named name: String) throws(FileError) {
    if let file = try? OpenFile(path, for: .updating, named: name) {
      self = file
    } else {
      self = try OpenFile(path, for: .reading, named: name)
    }
  }

  /// Locks the file against others who lock it.
  /// - Returns: false where the file system has no locks.
  fileprivate func lock(until deadline: ContinuousClock.Instant, named name: String) throws(FileError) -> Bool {
    while true {
      do throws(SystemError) {
        try descriptor.lock()
        return true
      } catch {
        guard error == .wouldWait else { return false }
        guard ContinuousClock.now < deadline else { throw FileError(name, "is locked by another program") }
        pause(until: .now + .milliseconds(2))
      }
    }
  }
}
