internal import TestKit
internal import VirtChannel

/// The examples of the rules about command lines, held against QEMU: it takes the good ones, and refuses the bad ones with the words
/// that they foresee.
struct RuleCheck {
  private let machine: Machine

  init(_ machine: Machine) { self.machine = machine }

  func run(_ tally: inout Tally) throws {
    for rule in Rule.all where rule.id.code.hasPrefix("VC7") {
      for example in rule.good { try check(example, of: rule, expecting: [], &tally) }
      for example in rule.bad {
        let errors = example.diagnostics.joined().filter { $0.severity == .error }
        let refusals = errors.compactMap(\.refusal?.message)
        if !refusals.isEmpty { try check(example, of: rule, expecting: refusals, &tally) }
      }
    }
  }

  private func check(_ example: Example, of rule: Rule, expecting refusals: [String], _ tally: inout Tally) throws {
    let answers = try machine.run(Self.script(example.xml), asking: [])
    let isForeseen = refusals.isEmpty ? answers.started : refusals.contains { answers.errors.contains($0) }
    tally.note(
      refusals.isEmpty ? "good examples that start" : "bad examples that are refused", isForeseen,
      "\(rule.id.code) \(example.xml): expected \(refusals), QEMU said \(answers.errors)")
  }

  /// An example is the options of a command, or a script that has the command at its end.
  private static func script(_ example: String) -> String {
    let program = example.contains("ccw") ? "qemu-system-s390x" : "qemu-system-x86_64"
    let start = "exec \(program) -nodefaults -no-user-config -display none -accel tcg \"$@\""
    return example.contains(program) ? example.replacing(program, with: start) : "\(start) \(example)"
  }
}
