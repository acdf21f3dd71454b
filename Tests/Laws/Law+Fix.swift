import VirtChannel

extension Law {
  /// After fixing nothing is left to fix; what was not to be fixed is byte for byte what it was.
  static let fix = Law("fix", corpus: "domains") { input throws(LawViolation) in
    let file = SourceFile.any(input)
    try checkEncoding(of: file, read: input)
    // Rules that have to be asked for may want opposite things.
    var linter = Linter()
    for includesUnsafe in [false, true] {
      try FixLaw(FixLoop(includingUnsafe: includesUnsafe)).check(file, &linter)
    }
  }
}

extension Law {
  /// A text becomes the same bytes again; where characters can be spelled in several ways, bytes of the same text.
  private static func checkEncoding(of file: SourceFile, read input: [UInt8]) throws(LawViolation) {
    let written = file.encoded(file.bytes)
    guard case .named = file.encoding else {
      return try expect(written == input, "the text does not become the same bytes again")
    }
    try expect(SourceFile.any(written).bytes == file.bytes, "the text is written as another")
  }
}

/// What holds of a loop of fixes.
private struct FixLaw {
  private let loop: FixLoop

  init(_ loop: FixLoop) { self.loop = loop }

  func check(_ file: SourceFile, _ linter: inout Linter) throws(LawViolation) {
    let result = loop.fix(file, with: &linter)
    if result.fixes.isEmpty { try expect(result.file.bytes == file.bytes, "changed without a fix") }
    let left = result.left.diagnostics.filter { $0.fixes.contains { loop.includesUnsafe || $0.safety == .safe } }
    try expect(left.isEmpty, "fixed, and still to be fixed: \(left.map { "\($0.rule.name): \($0.message)" })")
    let again = loop.fix(result.file, with: &linter)
    try expect(again.file.bytes == result.file.bytes, "fixing twice is not fixing once")
    try checkEncoding(result.file)
  }

  /// What is written is what was fixed.
  private func checkEncoding(_ fixed: SourceFile) throws(LawViolation) {
    guard fixed.encoding != .binary, fixed.encoding != .utf8 else { return }
    let read = SourceFile.any(fixed.encoded(fixed.bytes))
    try expect(read.encoding == fixed.encoding, "written as \(fixed.encoding), read as \(read.encoding)")
  }
}
