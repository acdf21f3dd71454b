internal import SourceText

/// The log that libvirt keeps of a domain, `/var/log/libvirt/qemu/NAME.log`: each start is a line with a date, then
/// the command line with every line continued, then the output of QEMU, which can contain apostrophes.
enum LibvirtLog {
  /// The command lines of all starts; empty when the text is not such a log.
  static func starts(in bytes: [UInt8]) -> [SourceRange] {
    var starts: [SourceRange] = []
    var line = 0
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      defer { line = max(line, end + 1) }
      guard end < bytes.count, bytes[line..<end].contains(mark) else { continue }
      let last = endOfContinuedLine(from: end + 1, in: bytes)
      starts.append(SourceRange(end + 1, last))
      line = last
    }
    return starts
  }

  private static let mark = Array(": starting up".utf8)

  private static func endOfContinuedLine(from start: Int, in bytes: [UInt8]) -> Int {
    var line = start
    while let lineEnd = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) {
      line = lineEnd + 1
      if lineEnd == 0 || bytes[lineEnd - 1] != UInt8(ascii: "\\") { return lineEnd }
    }
    return bytes.count
  }
}

extension ArraySlice<UInt8> {
  /// Whether some bytes occur.
  func contains(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    var from = startIndex
    while let index = self[from...].firstIndex(of: first) {
      if self[index...].starts(with: part) { return true }
      from = index + 1
    }
    return false
  }
}
