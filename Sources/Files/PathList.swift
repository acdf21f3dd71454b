internal import SourceText

/// The paths of many files, in order. A directory holds its path once and the names of its files one behind the other, so that a
/// hundred thousand of them are a megabyte or two.
package struct PathList: RandomAccessCollection, Sendable {
  /// Files of one directory that follow each other.
  private struct Stretch {
    let folder: String
    /// The index after the last file.
    var end: Int
  }

  private var stretches: [Stretch] = []
  private var names: [UInt8] = []
  /// Where in `names` each name ends.
  private var ends: [Int] = []

  package var startIndex: Int { 0 }
  package var endIndex: Int { ends.count }

  package subscript(position: Int) -> String { folder(at: position) + name(at: position) }

  /// Adds a file. `folder` ends with a slash.
  mutating func append(_ name: some Sequence<UInt8>, in folder: String) {
    if stretches.last?.folder != folder { stretches.append(Stretch(folder: folder, end: ends.count)) }
    names += name
    ends.append(names.count)
    stretches[stretches.count - 1].end = ends.count
  }

  /// The files for which `isKept` is true, by index.
  package func keeping(_ isKept: (Int) -> Bool) -> PathList {
    indices.filter(isKept).reduce(into: PathList()) { $0.append(nameBytes(at: $1), in: folder(at: $1)) }
  }

  private func folder(at position: Int) -> String {
    stretches[stretches.partitioningIndex { $0.end > position }].folder
  }

  private func name(at position: Int) -> String { String(decoding: nameBytes(at: position), as: UTF8.self) }

  private func nameBytes(at position: Int) -> ArraySlice<UInt8> {
    names[(position > 0 ? ends[position - 1] : 0)..<ends[position]]
  }
}
