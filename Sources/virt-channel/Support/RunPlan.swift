internal import Files
internal import LintRules
internal import Posix
internal import Reports
internal import SourceText

/// How the files of a run are checked: each by the configuration that is nearest to it.
struct RunPlan: Sendable {
  /// The plan of what has no file, and of the run as a whole.
  private(set) var base: CheckPlan
  private var others: [CheckPlan] = []
  /// The indices of plans by the directories of files, as spelled in the files' paths; -1 is `base`.
  private var places = SmallDictionary<String, Int>()

  /// Checks everything in the same way.
  init(_ plan: CheckPlan) { base = plan }

  /// Finds the plan of each input.
  /// - Parameters:
  ///   - base: the plan of standard input.
  ///   - adjust: lets the options of the command line come before a configuration.
  init(_ base: CheckPlan, for inputs: Inputs, adjust: (inout Configuration) -> Void) throws(FileError) {
    self.base = base
    var finder = ConfigurationFinder()
    let working = CurrentProcess.directory
    // The places of the plans, by the numbers of their configurations.
    var placeOfPlan = [-1]
    _ = try finder.number(in: working)
    for path in inputs.all.lazy.compactMap(\.path) {
      let written = Self.directory(of: path)
      guard places[written] == nil else { continue }
      let number = try finder.number(in: AbsolutePath.of(written.isEmpty ? "." : written, in: working))
      if number == placeOfPlan.count {
        var configuration = finder.configurations[number]
        adjust(&configuration)
        others.append(CheckPlan(configuration))
        placeOfPlan.append(others.count - 1)
      }
      places.updateValue(placeOfPlan[number], forKey: written)
    }
    // Where no file has the plan of the working directory, the first one speaks for the run.
    if let first = others.first, !places.values.contains(-1), inputs.all.allSatisfy({ $0.path != nil }) {
      self.base = first
    }
  }

  private static func directory(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
  }

  /// The index of an input's plan; -1 is `base`.
  func place(of input: Input) -> Int {
    input.path.flatMap { places[Self.directory(of: $0)] } ?? -1
  }

  /// How many plans there are, `base` included.
  var count: Int { others.count + 1 }

  /// How an input is checked.
  func plan(for input: Input) -> CheckPlan { self[place(of: input)] }

  /// The plan at an index.
  subscript(place: Int) -> CheckPlan { place < 0 ? base : others[place] }

  /// Changes every plan.
  mutating func adjust(_ change: (inout CheckPlan) throws(FileError) -> Void) throws(FileError) {
    try change(&base)
    for index in others.indices { try change(&others[index]) }
  }

  /// Whether some file may be left out.
  var excludesFiles: Bool { ([base] + others).contains { !$0.exclude.isEmpty } }

  /// Whether some file is compared with others.
  var comparesDomains: Bool {
    ([base] + others).contains { $0.rules.contains(where: \.comparesDomains) }
  }
}
