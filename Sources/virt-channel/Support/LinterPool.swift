internal import LintRules
internal import Reports
internal import SourceText

/// The linters of one worker, one for each set of rules that files of its share need.
final class LinterPool {
  private final class Box {
    let plan: CheckPlan
    var linter: Linter

    init(_ plan: CheckPlan, ignoring ignores: [Int]) {
      self.plan = plan
      linter = plan.makeLinter(ignoring: ignores)
    }
  }

  private let plans: RunPlan
  /// The linters of each plan by what they ignore, those of `base` last.
  private var boxes: [[(ignores: [Int], box: Box)]]

  init(_ plans: RunPlan) {
    self.plans = plans
    boxes = Array(repeating: [], count: plans.count)
  }

  /// Does something with the plan of an input, and the linter for it.
  func with<Result>(_ input: Input, _ body: (CheckPlan, inout Linter) -> Result) -> Result {
    let box = box(for: input)
    return body(box.plan, &box.linter)
  }

  /// Checks inputs and writes their sections of the report. Small files with the same linter are checked together.
  func check(_ inputs: some Sequence<Input>, _ report: any Report) -> [CheckedFile] {
    var checked: [CheckedFile] = []
    var batch = CheckBatch()
    var batchBox: Box?
    func checkBatch() {
      if let box = batchBox { checked += box.plan.check(batch.takeFiles(), with: &box.linter, report) }
    }
    for input in inputs {
      let box = box(for: input)
      if box !== batchBox || batch.isFull { checkBatch() }
      batchBox = box
      switch box.plan.read(input) {
      case .text(let text): batch.add(input, text)
      case .missing(let file):
        checkBatch()
        checked.append(file)
      }
    }
    checkBatch()
    return checked
  }

  private func box(for input: Input) -> Box {
    let number = plans.place(of: input)
    let (ignores, place) = (plans[number].fileIgnores(for: input.path), number < 0 ? boxes.count - 1 : number)
    if let known = boxes[place].first(where: { $0.ignores == ignores }) { return known.box }
    let box = Box(plans[number], ignoring: ignores)
    boxes[place].append((ignores, box))
    return box
  }
}

/// Files that are read and not yet checked.
private struct CheckBatch {
  /// When so many bytes are read, they are checked before others are read: all documents of a batch are in memory at once.
  private static let mostBytes = 1 << 20

  private var files: [(input: Input, text: SourceFile)] = []
  private var bytes = 0

  var isFull: Bool { bytes >= Self.mostBytes }

  mutating func add(_ input: Input, _ text: SourceFile) {
    files.append((input, text))
    bytes += text.bytes.count
  }

  /// Takes the files out of the batch.
  mutating func takeFiles() -> [(input: Input, text: SourceFile)] {
    defer { self = CheckBatch() }
    return files
  }
}
