internal import Glibc

/// What the file system knows of a path.
struct FileStatus: Sendable {
  /// `stat.st_mode`.
  let mode: mode_t
  /// The user it belongs to.
  let owner: uid_t
  /// The group it belongs to.
  let group: gid_t

  /// Nil when there is nothing, or when this user may not look.
  init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    mode = status.st_mode
    owner = status.st_uid
    group = status.st_gid
  }

  var isSocket: Bool { mode & S_IFMT == S_IFSOCK }
  var isTerminal: Bool { mode & S_IFMT == S_IFCHR }

  /// What kind of file it is, with its article.
  var kind: String {
    switch mode & S_IFMT {
    case S_IFSOCK: "a socket"
    case S_IFCHR: "a character device"
    case S_IFDIR: "a directory"
    case S_IFIFO: "a FIFO"
    default: "a file"
    }
  }
}

extension FileStatus: CustomStringConvertible {
  /// Kind, mode and owner: `a socket of user 64055, group 994, mode 0775`.
  var description: String {
    "\(kind) of user \(owner), group \(group), mode 0\(String(mode & 0o777, radix: 8))"
  }
}
