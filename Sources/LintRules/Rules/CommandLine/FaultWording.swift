internal import SourceText
internal import Translation

/// What a rule says of a fault of a command line.
struct FaultWording {
  let message: String
  var help: String?
  /// What QEMU prints; nil where it starts all the same.
  var refusal: String?
  /// What is to be seen at the other place.
  var note: String?
  var fix: Fix?
  /// How much it matters, when not as much as the rule says.
  var severity: Severity?
}

extension Rule {
  /// A rule about QEMU command lines: it words the faults that are its business.
  init(
    _ code: String, _ name: String, _ severity: Severity, _ summary: String, rationale: String, foresees: [String] = [],
    goodOptions: [String], badOptions: [(marked: String, fixed: String?)],
    words: @escaping @Sendable (QEMUFault) -> FaultWording?
  ) {
    self.init(
      code, name, severity, summary, rationale: rationale, foresees: foresees.map { Refusal(by: .qemu, $0) },
      good: goodOptions.map { Example($0, in: .commandLine) },
      bad: badOptions.map { Example($0.marked, fixed: $0.fixed, in: .commandLine) },
      .commandLine { line, findings in
        for fault in line.view.faults {
          if let wording = words(fault) { findings.add(fault, wording) }
        }
      })
  }
}

extension Findings {
  fileprivate mutating func add(_ fault: QEMUFault, _ wording: FaultWording) {
    let note = wording.note.flatMap { text in fault.other.map { Diagnostic.Note(text, at: $0) } }
    add(
      at: fault.range, wording.message, help: wording.help, severity: wording.severity,
      refusal: wording.refusal.map { Refusal(by: .qemu, $0) }, notes: note.map { [$0] } ?? [],
      fixes: wording.fix.map { [$0] } ?? [])
  }
}

extension QEMUFault {
  /// A fix that writes something else in the place of the fault.
  func replacement(_ title: String, _ text: String) -> Fix {
    Fix(title, edits: [TextEdit(range, with: text)])
  }
}
