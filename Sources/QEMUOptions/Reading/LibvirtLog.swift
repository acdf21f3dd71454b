internal import SourceText

/// The log that libvirt keeps of a domain, `/var/log/libvirt/qemu/NAME.log`: each start is a line with a date, then the command line
/// with every line continued, then whatever QEMU prints, apostrophes included.
enum LibvirtLog {
  /// The command line of the last start, or nil when the text is no such log.
  static func lastStart(in file: SourceFile) -> SourceRange? {
    var found: SourceRange?
    let bytes = file.bytes
    for mark in offsets(of: Array(": starting up".utf8), in: bytes) {
      guard let lineEnd = bytes[mark...].firstIndex(of: UInt8(ascii: "\n")) else { continue }
      found = SourceRange(lineEnd + 1, endOfContinuedLine(from: lineEnd + 1, in: bytes))
    }
    return found
  }

  private static func offsets(of pattern: [UInt8], in bytes: [UInt8]) -> [Int] {
    bytes.indices.filter { bytes[$0] == pattern[0] && bytes[$0...].starts(with: pattern) }
  }

  private static func endOfContinuedLine(from start: Int, in bytes: [UInt8]) -> Int {
    var line = start
    while let lineEnd = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) {
      line = lineEnd + 1
      if lineEnd == 0 || bytes[lineEnd - 1] != UInt8(ascii: "\\") { return lineEnd }
    }
    return bytes.count
  }
}
