internal import SourceText
internal import Translation

extension QEMUFault {
  /// The finding that describes the fault.
  var wording: FindingWording {
    switch kind {
    case .noBus(let driver): noBus(driver)
    case .busComesLater(let bus, let afterPlain): busComesLater(bus, afterPlain: afterPlain)
    case .unknownBus(let bus, let known): unknownBus(bus, known: known)
    case .unknownChardev(let id, let driver, let known): unknownChardev(id, driver: driver, known: known)
    case .unknownCredentials(let id): unknownCredentials(id)
    case .duplicateChardev(let id): duplicateChardev(id)
    case .chardevWithoutID: chardevWithoutID
    case .chardevInUse(let id, let driver): chardevInUse(id, driver: driver)
    case .serverWaits: serverWaits
    case .wrongSide(let key, let isServer): wrongSide(key, isServer: isServer)
    case .clientGivesUp: clientGivesUp
    case .spicevmcName(let name): spicevmcName(name)
    case .incompleteChardev(let backend, let missing): incompleteChardev(backend, missing: missing)
    case .manyAddresses: manyAddresses
    case .portZero: portZero
    case .portOutOfRange(let number, let highest): portOutOfRange(number, highest: highest)
    case .portTaken(let number): portTaken(number)
    case .nameTaken(let name): nameTaken(name)
    case .duplicateID(let id): duplicateID(id)
    case .badID(let id): badID(id)
    case .maxPorts(let count): maxPorts(count)
    case .unknownProperty(let key, let driver, let behindComma):
      unknownProperty(key, of: driver, behindComma: behindComma)
    case .moreUnknownProperties(let count, let first, let driver):
      moreUnknownProperties(count, first: first, of: driver)
    case .wrongType(let key, let expected, let inJSON, let value):
      wrongType(of: key, expected: expected, inJSON: inJSON, value)
    case .setOfNothing(let id, let group, let inJSON): setOfNothing(id, group: group, inJSON: inJSON)
    case .text(let problem): text(problem)
    }
  }

  /// A wording with what QEMU prints; nil where it starts all the same.
  func wording(
    _ rule: Rule, _ message: String, help: String? = nil, severity: Severity? = nil, refusal: String? = nil,
    note: String? = nil, fix: Fix? = nil
  ) -> FindingWording {
    let note = note.flatMap { text in other.map { Diagnostic.Note(text, at: $0) } }
    return FindingWording(
      rule, at: range, message, help: help, severity: severity, refusal: refusal.map { Refusal(by: .qemu, $0) },
      notes: note.map { [$0] } ?? [], fixes: fix.map { [$0] } ?? [])
  }

  /// A fix that replaces the range of the fault.
  func replacement(_ title: String, _ text: String) -> Fix {
    Fix(title, edits: [TextEdit(range, with: text)])
  }
}

extension Rule {
  /// A rule about QEMU command lines that words faults.
  init(
    _ code: String, _ name: String, _ severity: Severity, _ summary: String, rationale: String,
    sources: @autoclosure @escaping @Sendable () -> [RuleSource],
    goodOptions: [String], badOptions: [(marked: String, fixed: String?)]
  ) {
    self.init(
      code, name, severity, summary, rationale: rationale, sources: sources(),
      good: goodOptions.map { Example($0, in: .commandLine) },
      bad: badOptions.map { Example($0.marked, fixed: $0.fixed, in: .commandLine) },
      .wording)
  }
}
