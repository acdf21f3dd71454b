internal import Glibc

/// What the system knows of a file.
struct FileStatus: Equatable {
  /// The kinds that make a difference here.
  enum Kind {
    case regular, folder, link, pipe, other
  }

  /// Which file it is, whatever its name.
  struct Identity: Hashable {
    let device: UInt
    let node: UInt
  }

  let kind: Kind
  let identity: Identity
  /// In bytes.
  let size: Int
  /// How many names the file has.
  let links: Int
  /// The permission bits.
  let mode: UInt32
  let owner: UInt32
  let group: UInt32
  /// When the content or anything else of it changed last, in nanoseconds.
  let changed: Int

  init(_ status: stat) {
    kind = Kind(status.st_mode)
    identity = Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
    size = Int(status.st_size)
    links = Int(status.st_nlink)
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    group = status.st_gid
    changed = status.st_ctim.tv_sec &* 1_000_000_000 &+ status.st_ctim.tv_nsec
  }

  /// Looks at `path`; a symbolic link itself when `followingLinks` is false. Nil when there is nothing to see.
  init?(of path: String, followingLinks: Bool = true) {
    var status = stat()
    guard unsafe (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    self.init(status)
  }
}

extension FileStatus.Kind {
  fileprivate init(_ mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    case S_IFIFO: self = .pipe
    default: self = .other
    }
  }
}
