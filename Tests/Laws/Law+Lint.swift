import JSONText
import VirtChannel

extension Law {
  /// Findings stand inside the file, in order, and say nothing that a terminal would obey; reports are what they claim to be.
  static let lint = Law("lint", corpus: "domains") { input throws(LawViolation) in
    let file = SourceFile.any(input)
    var linter = Linter(rules: Rule.all)
    let result = linter.lint(file)
    let positions = Positions(in: file)
    for finding in result.diagnostics { try positions.check(finding) }
    let order = result.diagnostics.map(\.range)
    try expect(zip(order, order.dropFirst()).allSatisfy { $0 <= $1 }, "the findings are out of order")
    try ReportLaw(FileFindings(result.diagnostics, in: file)).check()
  }
}

extension SourceFile {
  /// The text of any bytes at all; what is a text becomes the same bytes again.
  static func any(_ input: [UInt8]) -> SourceFile {
    switch decoding(name: "input.xml", input) {
    case .success(let file): file
    case .failure(let failure): failure.file
    }
  }
}
