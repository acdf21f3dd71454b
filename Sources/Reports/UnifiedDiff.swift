internal import SourceText

/// The difference between two contents of a file, in the format of `patch` and `git apply`. All bytes are preserved, including line
/// endings.
public struct UnifiedDiff: Sendable {
  private let path: String
  private let old: TextLines
  private let new: TextLines
  private let hunks: [Hunk]

  /// Compares two contents of the file at `path`.
  public init(path: String, old: [UInt8], new: [UInt8]) {
    self.path = path
    self.old = TextLines(old)
    self.new = TextLines(new)
    hunks = Hunk.grouping(LineDifference(self.old, self.new).changes, lines: self.old.count)
  }

  /// Whether both contents are the same.
  public var isEmpty: Bool { hunks.isEmpty }

  /// The diff. If it is `shown` on a terminal, control characters are escaped; otherwise it is exact.
  public func bytes(_ style: TextStyle = TextStyle(), shown: Bool = false) -> [UInt8] {
    guard !isEmpty else { return [] }
    var printer = Printer(style: style, isShown: shown)
    printer.header("--- \(DiffPath(path, "a"))\n+++ \(DiffPath(path, "b"))\n")
    for hunk in hunks { print(hunk, to: &printer) }
    return printer.bytes
  }

  private func print(_ hunk: Hunk, to printer: inout Printer) {
    printer.hunk("@@ -\(hunk.old.asHunkRange) +\(hunk.new.asHunkRange) @@\n")
    var next = hunk.old.lowerBound
    for change in hunk.changes {
      printer.lines(old[next..<change.old.lowerBound], .common)
      printer.lines(old[change.old], .removed)
      printer.lines(new[change.new], .added)
      next = change.old.upperBound
    }
    printer.lines(old[next..<hunk.old.upperBound], .common)
  }
}

/// Changes that share their context.
private struct Hunk: Sendable {
  private static let context = 3

  let old: Range<Int>
  let new: Range<Int>
  let changes: [LineDifference.Change]

  private init(_ changes: [LineDifference.Change], lines: Int) {
    let (first, last) = (changes[0], changes[changes.count - 1])
    let before = min(Self.context, first.old.lowerBound)
    let after = min(Self.context, lines - last.old.upperBound)
    old = first.old.lowerBound - before..<last.old.upperBound + after
    new = first.new.lowerBound - before..<last.new.upperBound + after
    self.changes = changes
  }

  /// Changes whose contexts would touch go into one hunk.
  static func grouping(_ changes: [LineDifference.Change], lines: Int) -> [Hunk] {
    var groups: [[LineDifference.Change]] = []
    for change in changes {
      let gap = groups.last?.last.map { change.old.lowerBound - $0.old.upperBound }
      if let gap, gap <= 2 * context { groups[groups.count - 1].append(change) } else { groups.append([change]) }
    }
    return groups.map { Hunk($0, lines: lines) }
  }
}

/// Puts the lines of a diff together.
private struct Printer {
  let style: TextStyle
  let isShown: Bool
  var bytes: [UInt8] = []

  mutating func header(_ text: String) { bytes += style.paint(text, .location).utf8 }

  mutating func hunk(_ text: String) { bytes += style.paint(text, .hunk).utf8 }

  mutating func lines(_ lines: Slice<TextLines>, _ sign: Sign) {
    for line in lines {
      let isEnded = line.last == 0x0A
      let content = isEnded ? line.dropLast() : line
      let (begin, end) = sign.role.map(style.brackets) ?? ("", "")
      bytes += (begin + sign.rawValue).utf8
      if isShown { bytes += content.textForDisplay.utf8 } else { bytes += content }
      bytes += (end + (isEnded ? "\n" : "\n\\ No newline at end of file\n")).utf8
    }
  }
}

/// The first column of a line.
private enum Sign: String {
  case common = " "
  case removed = "-"
  case added = "+"

  var role: TextStyle.Role? {
    switch self {
    case .common: nil
    case .removed: .removed
    case .added: .added
    }
  }
}

extension Range<Int> {
  /// The lines as `@@` names them: the first from 1 and how many; an empty range names the line before.
  fileprivate var asHunkRange: String { "\(isEmpty ? lowerBound : lowerBound + 1),\(count)" }
}

extension ArraySlice<UInt8> {
  /// The line as a terminal may show it: without the carriage return at its end; tabs stay.
  fileprivate var textForDisplay: String {
    let line = last == 0x0D ? dropLast() : self
    let parts = String(decoding: line, as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
    return parts.map { String($0).escapedForDisplay }.joined(separator: "\t")
  }
}
