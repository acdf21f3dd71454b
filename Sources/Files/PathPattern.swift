internal import Posix

/// A pattern for the paths of files, relative to a directory.
///
/// `*` and `?` match characters of one name, `[a-z]` matches one of several characters, and `**` matches any number
/// of directories. A pattern without a slash matches a name at any depth; a pattern that matches a directory matches
/// all files below it.
package struct PathPattern: Hashable, Sendable {
  /// The pattern as it was written.
  package let text: String
  private let base: [Substring]
  private let parts: [Substring]

  /// Reads a pattern.
  /// - Parameter directory: the absolute path of the directory that the pattern is relative to.
  package init(_ text: String, in directory: String) {
    self.text = text
    let isAbsolute = text.hasPrefix("/")
    base = isAbsolute ? [] : directory.split(separator: "/")
    let parts = text.split(separator: "/").filter { $0 != "." }
    self.parts = text.contains("/") || parts.isEmpty ? parts : ["**"] + parts
  }

  /// Whether the pattern matches an absolute path or a directory above it.
  package func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/")
    guard names.starts(with: base), names.count > base.count else { return false }
    return Self.matches(parts[...], names[base.count...])
  }

  /// Whether all parts match the first names.
  private static func matches(_ parts: ArraySlice<Substring>, _ names: ArraySlice<Substring>) -> Bool {
    guard let part = parts.first else { return true }
    if part == "**" {
      let rest = parts.dropFirst()
      return rest.isEmpty || names.indices.contains { matches(rest, names[$0...]) }
    }
    guard let name = names.first, FilePath.pattern(String(part), matches: String(name)) else { return false }
    return matches(parts.dropFirst(), names.dropFirst())
  }
}

/// Paths that begin at the root.
package enum AbsolutePath {
  /// A path as seen from a directory, without `.`, `..` and doubled slashes; symbolic links are not followed.
  package static func of(_ path: String, in directory: String = CurrentProcess.directory) -> String {
    var names: [Substring] = []
    for name in (path.hasPrefix("/") ? path : "\(directory)/\(path)").split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return names.isEmpty ? "/" : names.reduce(into: "") { $0 += "/" + String($1) }
  }

  /// The directory of an absolute path.
  package static func directory(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "/"
  }
}
