internal import Files
internal import Posix

/// `virt-channel lint FILE ...` without an option, as editors and hooks run it before every save and every start. There is
/// nothing to parse, and the parser would take as long as everything else (docs/performance.md).
struct PlainLint: CommandBody {
  private let paths: [String]

  /// Looks at the arguments of the program, without its own name; nil when they need a parser.
  init?(_ arguments: [String]) {
    paths = Array(arguments.dropFirst())
    guard arguments.first == "lint", !paths.isEmpty, !paths.contains(where: { $0.hasPrefix("-") }) else { return nil }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let base = CheckPlan(try Configuration.nearest(to: CurrentProcess.directory))
    var inputs = Inputs(paths, limit: base.limit, streams)
    let plan = try RunPlan(base, for: inputs) { _ in }
    inputs.removeExcluded(by: plan)
    return try LintJob(plan).run(inputs, &streams)
  }
}
