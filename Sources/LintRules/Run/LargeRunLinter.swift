public import SourceText

/// Finds what is wrong between the domains of a run that has too many files to keep the claims of each: of a claim it keeps a few
/// numbers, and of a domain its name.
public struct LargeRunLinter: Sendable {
  private let rules: [Rule]
  private var table: ClaimTable

  /// Makes a linter that knows no file yet.
  /// - Parameter files: how many there will be, as far as it is known.
  public init(rules: [Rule] = Rule.standard, files: Int = 0) {
    self.rules = rules
    table = ClaimTable(files: files)
  }

  /// Takes the facts of a file, if there are any, under its number in the run.
  public mutating func add(_ facts: DomainClaims?, file: Int) {
    if let facts { table.add(facts, file: file) }
  }

  /// What was found in each file, in the order of their numbers; notes may point into other files.
  /// - Parameters:
  ///   - maximumOfNotes: how many notes a finding has at most.
  ///   - fileName: the name of a file.
  ///   - reading: the facts of a file, read again. It is called for files whose domain is named in a path of another, and for these.
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
