internal import Glibc

/// A regular file that no other writer of this program changes as long as the value lives.
struct LockedFile: ~Copyable {
  let descriptor: Descriptor
  /// The path without symbolic links.
  let path: String
  /// What the file was like when it was locked.
  let status: FileStatus

  /// Waits until no other process has locked the file. A writer replaces the file, so that what was opened may be gone by then.
  init(_ path: String) throws(FileError) {
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      let target = try RealPath.of(path)
      let file = try Descriptor(updatingOrReading: target, named: path)
      let isLocked = try file.lock(until: deadline, named: path)
      let status = try file.status()
      guard !isLocked || FileStatus(of: target)?.identity == status.identity else { continue }
      (self.path, self.status) = (target, status)
      descriptor = file
      return
    }
  }

  /// Whether the path still leads to this file, with this content and nothing else changed.
  borrowing func holds(_ content: [UInt8]) -> Bool {
    guard FileStatus(of: path) == status, let now = try? Descriptor(reading: path) else { return false }
    return (try? FileInput.content(of: now, named: path, expecting: content.count)) == content
      && FileStatus(of: path) == status
  }

  borrowing func checkIsReplaceable(named name: String) throws(FileError) {
    guard status.mode & 0o222 != 0, unsafe access(path, W_OK) == 0 else { throw FileError(name, "is read-only") }
    guard status.links == 1 else {
      throw FileError(
        name,
        "has \(status.links) hard links, of which only this one would get the new content; "
          + "copy the file over itself to separate it from the others (cp FILE NEW && mv NEW FILE)")
    }
  }
}

extension Descriptor {
  /// Opens an existing file for writing too, which some network file systems want before they lock it; else for reading.
  fileprivate init(updatingOrReading path: String, named name: String) throws(FileError) {
    if let file = try? Descriptor(updating: path, named: name) {
      self = file
    } else {
      self = try Descriptor(reading: path, named: name)
    }
  }

  /// Locks the file against others who lock it.
  /// - Returns: false where the file system has no locks.
  fileprivate func lock(until deadline: ContinuousClock.Instant, named name: String) throws(FileError) -> Bool {
    while retrying({ flock(number, LOCK_EX | LOCK_NB) }) != 0 {
      guard errno == EWOULDBLOCK else { return false }
      guard ContinuousClock.now < deadline else { throw FileError(name, "is locked by another program") }
      usleep(2000)
    }
    return true
  }
}
