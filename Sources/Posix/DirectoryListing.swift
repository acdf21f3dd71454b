#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What is in a directory, without `.` and `..`. The names are one behind the other, so that very many take little memory.
package struct DirectoryListing: RandomAccessCollection {
  /// Something in a directory.
  package struct Entry {
    /// The name, which need not be UTF-8.
    package let name: ArraySlice<UInt8>
    /// nil where the file system does not say; `FileStatus` always does.
    package let kind: FileStatus.Kind?
  }

  private var bytes: [UInt8] = []
  private var places: [(start: Int32, end: Int32, kind: FileStatus.Kind?)] = []

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }

  package subscript(position: Int) -> Entry {
    let place = places[position]
    return Entry(name: bytes[Int(place.start)..<Int(place.end)], kind: place.kind)
  }

  /// Reads a directory, whose entries are in no order.
  package init(of path: String) throws(SystemError) {
    guard let stream = unsafe opendir(path) else { throw .last }
    defer { unsafe closedir(stream) }
    while let entry = unsafe readdir(stream) {
      let start = bytes.count
      unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe bytes += $0.prefix { $0 != 0 } }
      if bytes[start...].elementsEqual(".".utf8) || bytes[start...].elementsEqual("..".utf8) {
        bytes.removeSubrange(start...)
      } else {
        places.append((Int32(start), Int32(bytes.count), unsafe FileStatus.Kind(entryType: entry.pointee.d_type)))
      }
    }
  }

  /// Orders the entries by the bytes of their names.
  package mutating func sort() {
    let bytes = bytes
    places.sort {
      bytes[Int($0.start)..<Int($0.end)].lexicographicallyPrecedes(bytes[Int($1.start)..<Int($1.end)])
    }
  }
}
