internal import Posix

extension FileStatus {
  /// What kind of file it is, with its article.
  var kindWithArticle: String {
    switch kind {
    case .socket: "a socket"
    case .characterDevice: "a character device"
    case .directory: "a directory"
    case .pipe: "a FIFO"
    case .regular, .link, .other: "a file"
    }
  }

  /// Kind, mode and owner: `a socket of user 64055, group 994, mode 0775`.
  var summary: String {
    "\(kindWithArticle) of user \(owner), group \(group), mode 0\(String(mode & 0o777, radix: 8))"
  }
}
