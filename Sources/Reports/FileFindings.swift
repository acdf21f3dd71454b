public import SourceText

/// The findings in one file, ordered as they are printed: by location, then by code.
public struct FileFindings: Sendable {
  /// The file with the findings.
  public let file: SourceFile
  /// The findings, sorted by location and code.
  public let findings: [Diagnostic]
  /// The other files that notes refer to.
  public let related: [SourceFile]

  /// Creates sorted findings.
  public init(_ findings: [Diagnostic], in file: SourceFile, related: [SourceFile] = []) {
    self.file = file
    self.findings = findings.inFileOrder
    self.related = related
  }
}
