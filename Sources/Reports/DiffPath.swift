/// A path as diffs spell it: relative ones behind `a/` or `b/`, in quotes when the name would confuse `patch`.
struct DiffPath: CustomStringConvertible {
  let description: String

  init(_ path: String, _ side: String) {
    let path = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    let name = path.hasPrefix("/") ? String(path) : "\(side)/\(path)"
    if name.utf8.contains(where: \.needsEscape) {
      description = "\"\(name.utf8.map(\.escaped).joined())\""
    } else {
      description = name.contains(" ") ? "\(name)\t" : name
    }
  }
}

extension UInt8 {
  fileprivate var needsEscape: Bool {
    self < 0x20 || self >= 0x7F || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }

  /// The byte as in a C string, which is how git quotes.
  fileprivate var escaped: String {
    switch self {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\\(Unicode.Scalar(self))"
    case _ where needsEscape: "\\\(self >> 6)\(self >> 3 & 7)\(self & 7)"
    default: "\(Unicode.Scalar(self))"
    }
  }
}
