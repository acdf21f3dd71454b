public import SourceText

#if canImport(Glibc)
  internal import Glibc
#endif

/// Files that tests read: our own under `fixtures/`, and what lies in `../shared` where it is at hand.
public enum Fixtures {
  /// The folder of the package.
  public static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// The bytes of a file below the package's folder, such as `fixtures/domains/everything.xml`; nil when there is none.
  public static func bytes(_ path: String) -> [UInt8]? {
    guard let file = unsafe fopen("\(root)/\(path)", "rb") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// A file as a source file.
  public static func file(_ path: String) -> SourceFile? {
    bytes(path).map { SourceFile(name: path, bytes: $0) }
  }

  /// The names of the files in a folder, in order; empty when there is no such folder.
  public static func names(in folder: String) -> [String] {
    guard let directory = unsafe opendir("\(root)/\(folder)") else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The paths of the files below a directory whose names have an ending, in order. A name with a dot and another ending is not
  /// searched as a directory, except for `.docc`.
  public static func files(below directory: String, ending suffix: String) -> [String] {
    names(in: directory).flatMap { name in
      let path = "\(directory)/\(name)"
      if name.hasSuffix(suffix) { return [path] }
      return !name.contains(".") || name.hasSuffix(".docc") ? files(below: path, ending: suffix) : []
    }
  }
}
