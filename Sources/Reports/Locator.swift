internal import SourceText

/// Converts offsets, mostly in ascending order, to lines and columns; the lines are counted at the first request.
struct Locator {
  let file: SourceFile
  private lazy var index = LineIndex(file)
  private var last = (offset: 0, position: SourcePosition(line: 1, column: 1))

  init(_ file: SourceFile) { self.file = file }

  /// The position of a byte offset. Counts on from the last one when that is on the same line.
  mutating func position(of offset: Int) -> SourcePosition {
    let offset = min(offset, file.bytes.count)
    let line = index.line(of: offset)
    let goesOn = line == last.position.line && last.offset <= offset
    let start = goesOn ? last.offset : index.range(ofLine: line).lowerBound
    let column = (goesOn ? last.position.column : 1) + index.scalarCount(in: SourceRange(start, offset))
    last = (offset, SourcePosition(line: line, column: column))
    return last.position
  }

  /// Where a range begins and ends.
  mutating func span(_ range: SourceRange) -> (start: SourcePosition, end: SourcePosition) {
    let start = position(of: range.lowerBound)
    let before = last
    let end = position(of: range.upperBound)
    last = before
    return (start, end)
  }

  /// The line that a byte offset is on.
  mutating func line(of offset: Int) -> Int { index.line(of: min(offset, file.bytes.count)) }

  /// A line, without its line end.
  mutating func range(ofLine line: Int) -> SourceRange { index.range(ofLine: line) }
}

/// The locators of one file with findings, and of the other files that its notes refer to.
struct FileLocators {
  var own: Locator
  private var others: [String: Locator]

  init(_ file: FileFindings) {
    own = Locator(file.file)
    others = Dictionary(file.related.map { ($0.name, Locator($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The name of the file that a note points into.
  func name(of note: Diagnostic.Note) -> String { note.file ?? own.file.name }

  /// Does something with the file that a note points into; nil when that file is not at hand.
  mutating func with<Result>(_ note: Diagnostic.Note, _ body: (inout Locator) -> Result) -> Result? {
    guard let name = note.file, name != own.file.name else { return body(&own) }
    return others[name] == nil ? nil : body(&others[name, default: own])
  }

  /// The message of a finding, with the line of its first note: `… is already taken (line 33)`.
  mutating func headline(_ finding: Diagnostic) -> String {
    guard let note = finding.notes.first, note.file == nil else { return finding.message.escapedForDisplay }
    let line = own.line(of: note.range.lowerBound)
    return "\(finding.message.escapedForDisplay) (line \(line))"
  }
}
