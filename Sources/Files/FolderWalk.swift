internal import Posix

/// Finds the XML files below a directory.
package struct FolderWalk {
  /// The files whose names end with `.xml`, ordered by name. Symbolic links to files are followed; a file that is
  /// also found directly is not added again through a link. Names that begin with a dot are skipped.
  package private(set) var files = PathList()
  /// The directories that cannot be read, and the files whose names are no text.
  package private(set) var errors: [FileError] = []
  /// The files outside of the directory that symbolic links lead to, where these are not wanted.
  package private(set) var outside: [String] = []
  /// The symbolic links to directories outside of the directory. They are not followed, as they may lead to `/`.
  package private(set) var directoryLinks: [String] = []

  /// The indices in `files` of those that a symbolic link leads to.
  private var linked: Set<Int> = []

  /// Walks through the directory at `path`; nil when it is not one.
  /// - Parameter leaving: whether files outside of the directory that symbolic links lead to are taken.
  package init?(_ path: String, leaving: Bool = true) {
    guard Self.isDirectory(path) else { return nil }
    visit(path)
    let isInside = Self.containment(in: path)
    directoryLinks.removeAll(where: isInside)
    if !linked.isEmpty, !leaving { removeFiles { !isInside($0) } }
    if !linked.isEmpty { removeRepetitions() }
  }

  /// Whether there is a directory at `path`.
  package static func isDirectory(_ path: String) -> Bool { FileStatus(of: path)?.kind == .directory }

  /// Whether a path leads to something in a directory, once symbolic links are followed.
  private static func containment(in directory: String) -> (String) -> Bool {
    guard let root = try? FilePath.real(directory) else { return { _ in false } }
    let prefix = root == "/" ? root : "\(root)/"
    return { "\((try? FilePath.real($0)) ?? "")/".hasPrefix(prefix) }
  }

  private mutating func removeFiles(_ isOutside: (String) -> Bool) {
    let (files, linked) = (files, linked)
    let left = linked.filter { isOutside(files[$0]) }
    outside = left.sorted().map { files[$0] }
    let kept = files.indices.filter { !left.contains($0) }
    self.files = files.keeping { !left.contains($0) }
    self.linked = Set(kept.enumerated().lazy.filter { linked.contains($0.element) }.map(\.offset))
  }

  private mutating func visit(_ folder: String) {
    let prefix = folder.hasSuffix("/") ? folder : "\(folder)/"
    guard let listing = listing(of: folder) else { return }
    for entry in listing where entry.name.first != UInt8(ascii: ".") {
      guard let name = String(validating: entry.name, as: UTF8.self) else {
        noteUnreadable(entry, in: prefix)
        continue
      }
      switch entry.kind ?? FileStatus(of: prefix + name, followingLinks: false)?.kind {
      case .directory: visit(prefix + name)
      case .regular where Self.isXML(entry.name): files.append(entry.name, in: prefix)
      case .link: visitLink(name, in: prefix)
      default: break
      }
    }
  }

  /// What is in a directory, in order; nil, which is noted, if it cannot be read.
  private mutating func listing(of folder: String) -> DirectoryListing? {
    do throws(SystemError) {
      var listing = try DirectoryListing(of: folder)
      listing.sort()
      return listing
    } catch {
      errors.append(FileError(folder, error))
      return nil
    }
  }

  /// A file whose name is no UTF-8 cannot be opened by its text.
  private mutating func noteUnreadable(_ entry: DirectoryListing.Entry, in prefix: String) {
    guard Self.isXML(entry.name) else { return }
    errors.append(.notUTF8(prefix + String(decoding: entry.name, as: UTF8.self)))
  }

  private mutating func visitLink(_ name: String, in prefix: String) {
    switch FileStatus(of: prefix + name)?.kind {
    case .directory: directoryLinks.append(prefix + name)
    case .regular where Self.isXML(name.utf8):
      linked.insert(files.count)
      files.append(name.utf8, in: prefix)
    default: break
    }
  }

  /// Leaves out links that lead to a file a second time. Where there are no links every file is there once, and nothing needs to be
  /// remembered.
  private mutating func removeRepetitions() {
    let (files, linked) = (files, linked)
    func identity(_ place: Int) -> FileStatus.Identity? { FileStatus(of: files[place])?.identity }
    var seen = Set(files.indices.lazy.filter { !linked.contains($0) }.map(identity))
    self.files = files.keeping { !linked.contains($0) || seen.insert(identity($0)).inserted }
  }

  private static func isXML(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    name.count >= 4 && zip(name.suffix(4), zip(".xml".utf8, ".XML".utf8)).allSatisfy { $0 == $1.0 || $0 == $1.1 }
  }
}
