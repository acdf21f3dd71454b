public import SourceText

/// Finds conflicts between the domains of a run with very many files. It stores only a few numbers for each path or port,
/// and the name of each domain.
public struct LargeRunLinter: Sendable {
  private let rules: [Rule]
  private var table: ClaimTable

  /// Creates a linter without files.
  /// - Parameter files: The expected number of files; 0 if it is not known.
  public init(rules: [Rule] = Rule.standard, files: Int = 0) {
    self.rules = rules
    table = ClaimTable(files: files)
  }

  /// Adds the data of a file, if there is any, with the number of the file in the run.
  public mutating func add(_ facts: DomainClaims?, file: Int) {
    if let facts { table.add(facts, file: file) }
  }

  /// The findings in each file, in the order of their numbers. Notes can refer to other files.
  /// - Parameters:
  ///   - maximumOfNotes: The maximum number of notes of a finding.
  ///   - fileName: Returns the name of a file.
  ///   - reading: Reads the data of a file again. It is called for files with findings and the files that these refer to.
  public func findings(
    maximumOfNotes: Int = .max, fileName: @escaping (Int) -> String, reading: @escaping (Int) -> DomainClaims?
  ) -> [(file: Int, findings: [Diagnostic])] {
    let context = CrossFileContext(table: table, read: reading)
    var findings = RunFindings(maximumOfNotes: maximumOfNotes, fileName: fileName)
    for rule in rules {
      guard case .run(let check) = rule.check else { continue }
      findings.begin(rule)
      check(context, &findings)
    }
    return findings.byFile.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
