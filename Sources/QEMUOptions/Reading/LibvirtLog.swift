internal import SourceText

/// The log that libvirt keeps of a domain, `/var/log/libvirt/qemu/NAME.log`: each start is a line with a date, then the command line
/// with every line continued, then whatever QEMU prints, apostrophes included.
enum LibvirtLog {
  /// The command line of the last start, or nil when the text is no such log.
  static func lastStart(in file: SourceFile) -> SourceRange? {
    let bytes = file.bytes
    guard let lastEnd = bytes.lastIndex(of: UInt8(ascii: "\n")),
      let mark = bytes[..<lastEnd].indices.last(where: { bytes[$0...].starts(with: startMark) }),
      let lineEnd = bytes[mark...].firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    return SourceRange(lineEnd + 1, endOfContinuedLine(from: lineEnd + 1, in: bytes))
  }

  private static let startMark = Array(": starting up".utf8)

  private static func endOfContinuedLine(from start: Int, in bytes: [UInt8]) -> Int {
    var line = start
    while let lineEnd = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) {
      line = lineEnd + 1
      if lineEnd == 0 || bytes[lineEnd - 1] != UInt8(ascii: "\\") { return lineEnd }
    }
    return bytes.count
  }
}
