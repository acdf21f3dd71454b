internal import Posix

/// The paths that exist and differ in a number alone, as those of the sockets that libvirt makes for a running domain.
package enum NumberedPaths {
  /// The paths with a number between `before` and `after`, the highest number first.
  package static func existing(before: String, after: String) -> [String] {
    guard let slash = before.lastIndex(of: "/") else { return [] }
    let prefix = before[before.index(after: slash)...]
    let suffix = after.prefix { $0 != "/" }
    let numbers = fileNames(in: String(before[..<slash])).compactMap { name -> Int? in
      guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
      return Int(name.dropFirst(prefix.count).dropLast(suffix.count))
    }
    return numbers.sorted(by: >).map { "\(before)\($0)\(after)" }.filter { FileStatus(of: $0) != nil }
  }
}
