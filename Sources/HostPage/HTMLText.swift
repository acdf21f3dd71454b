internal import SourceText

extension String {
  /// The text escaped for HTML, in an element or between double quotes: its content is never markup.
  var html: String { escapedForDisplay.map { entities[$0] ?? "\($0)" }.joined() }

  /// The text as HTML that may be broken behind slashes.
  var breakable: String { html.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "/<wbr>") }

  /// The text for a `data:` URL.
  var percentEncoded: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count * 2)
    for byte in utf8 {
      if byte.isUnreserved {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private let entities: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]

private let digits = Array("0123456789ABCDEF".utf8)

extension UInt8 {
  fileprivate var isUnreserved: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
