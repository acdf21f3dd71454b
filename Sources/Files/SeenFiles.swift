internal import Posix

/// The files that were already found, through any path.
package struct SeenFiles {
  private enum Key: Hashable {
    case file(FileStatus.Identity)
    /// A file with more than one hard link, of which each name counts.
    case name(String)
  }

  private var keys: Set<Key> = []

  package init() {}

  /// Notes the file at a path.
  /// - Returns: whether it is new; true too for what is not there.
  package mutating func insert(_ path: String) -> Bool {
    guard let status = FileStatus(of: path) else { return true }
    guard status.links > 1 else { return keys.insert(.file(status.identity)).inserted }
    return keys.insert(.name((try? FilePath.real(path)) ?? path)).inserted
  }
}
