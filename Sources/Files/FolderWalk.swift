internal import Glibc

/// Finds the XML files below folders.
package enum FolderWalk {
  /// The paths that `path` stands for: itself, or when it is a folder, the files below it whose name ends in `.xml`, in the
  /// order of their names. Symbolic links are followed, but not in circles, and a file that is there itself is not taken a
  /// second time through a link. Names that begin with a dot are left out.
  ///
  /// Folders that cannot be read are told to `report`.
  package static func files(at path: String, report: (FileError) -> Void) -> [String] {
    guard let status = FileStatus(of: path), status.kind == .folder else { return [path] }
    var found: [Found] = []
    visit(path, [status.identity], isLinked: false, &found, report)
    return withoutRepetitions(found)
  }

  /// A file, and whether a symbolic link leads to it.
  private struct Found {
    let path: String
    let isLinked: Bool

    var identity: FileStatus.Identity? { FileStatus(of: path)?.identity }
  }

  /// The paths without those that lead to a file a second time. Where there are no links every file is there once, and nothing
  /// is remembered.
  private static func withoutRepetitions(_ found: [Found]) -> [String] {
    guard found.contains(where: \.isLinked) else { return found.map(\.path) }
    var seen = Set(found.lazy.filter { !$0.isLinked }.map(\.identity))
    return found.filter { !$0.isLinked || seen.insert($0.identity).inserted }.map(\.path)
  }

  private static func visit(
    _ folder: String, _ above: Set<FileStatus.Identity>, isLinked: Bool, _ found: inout [Found],
    _ report: (FileError) -> Void
  ) {
    let names: [String]
    do throws(FileError) { names = try entries(of: folder, report) } catch { return report(error) }
    for name in names where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      guard let entry = FileStatus(of: path, followingLinks: false) else { continue }
      guard let status = entry.kind == .link ? FileStatus(of: path) : entry else { continue }
      let isLinked = isLinked || entry.kind == .link
      if status.kind == .folder, !above.contains(status.identity) {
        visit(path, above.union([status.identity]), isLinked: isLinked, &found, report)
      } else if status.kind == .regular, hasXMLName(name) {
        found.append(Found(path: path, isLinked: isLinked))
      }
    }
  }

  /// The names in a folder, in the order of their bytes. Those that are no UTF-8 cannot be opened by their text.
  private static func entries(of folder: String, _ report: (FileError) -> Void) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw .last(folder) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        let bytes = unsafe bytes.prefix { $0 != 0 }
        return unsafe (
          text: String(decoding: bytes, as: UTF8.self), isUTF8: String(validating: bytes, as: UTF8.self) != nil
        )
      }
      if name.isUTF8 {
        names.append(name.text)
      } else if hasXMLName(name.text) {
        report(.notUTF8("\(folder)/\(name.text)"))
      }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func hasXMLName(_ name: String) -> Bool { name.lowercased().hasSuffix(".xml") }
}
