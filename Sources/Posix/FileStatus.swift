#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What the system knows of a file.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case regular, directory, link, pipe, socket, characterDevice, other
  }

  /// The identity of a file, independent of its paths.
  package struct Identity: Hashable, Sendable {
    package let device: UInt
    package let node: UInt
  }

  package let kind: Kind
  package let identity: Identity
  /// In bytes.
  package let size: Int
  /// The number of names of the file.
  package let links: Int
  /// The permission bits.
  package let mode: UInt32
  package let owner: UInt32
  package let group: UInt32
  /// When the content or anything else of it changed last, in nanoseconds.
  package let changed: Int

  init(_ status: stat) {
    kind = Kind(status.st_mode)
    identity = Identity(device: UInt(truncatingIfNeeded: status.st_dev), node: UInt(status.st_ino))
    size = Int(status.st_size)
    links = Int(status.st_nlink)
    mode = UInt32(status.st_mode) & 0o7777
    owner = status.st_uid
    group = status.st_gid
    #if canImport(Darwin)
      let time = status.st_ctimespec
    #else
      let time = status.st_ctim
    #endif
    changed = time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
  }

  /// Looks at `path`; at a symbolic link itself when `followingLinks` is false. Nil when there is nothing, or this user may not look.
  package init?(of path: String, followingLinks: Bool = true) {
    var status = stat()
    guard unsafe (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    self.init(status)
  }
}

extension FileStatus.Kind {
  fileprivate init(_ mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .link
    case S_IFIFO: self = .pipe
    case S_IFSOCK: self = .socket
    case S_IFCHR: self = .characterDevice
    default: self = .other
    }
  }

  /// The kind that a directory states of an entry; nil for `DT_UNKNOWN`.
  init?(entryType: UInt8) {
    guard entryType != DT_UNKNOWN else { return nil }
    // DTTOIF of <dirent.h>
    self.init(mode_t(entryType) << 12)
  }
}
