import LintRules
import Resolution
import SourceText
import TestKit
import Testing

/// Where a rule depends on a change between versions, one of its examples shows the older side.
@Suite struct VersionBranchTests {
  /// A change that a source file asks for, and the rules that the file declares.
  struct Branch: CustomTestStringConvertible, Sendable {
    let file: String
    let change: Change
    let rules: [Rule]

    var testDescription: String { "\(file): \(change.name)" }

    /// All of them. The functions of a file without a rule serve every rule.
    static let all: [Branch] = SwiftSources.all.filter { $0.hasPrefix("Sources/LintRules/") }.flatMap { file in
      let text = String(decoding: Fixtures.bytes(file) ?? [], as: UTF8.self)
      let names = Set(text.matches(of: /supports\(\.(\w+)\)|change = \.(\w+)/).map { $0.1 ?? $0.2 ?? "" })
      let declared = text.matches(of: /"(VC\d{3})", "/).compactMap { Rule.named(String($0.1)) }
      return Change.all.filter { change in names.contains { $0.lowercased() == change.name.replacing("-", with: "") } }
        .map { Branch(file: file, change: $0, rules: declared.isEmpty ? Rule.all : declared) }
    }
  }

  @Test(arguments: Branch.all) func `an example shows what differs before a change`(branch: Branch) {
    let (change, rules) = (branch.change, branch.rules)
    let shows = rules.contains { rule in
      (rule.good + rule.bad).contains { example in
        guard !example.versions.supports(change) else { return false }
        return change.sides.contains {
          findings(of: rule, in: example, $0.below) != findings(of: rule, in: example, $0.at)
        }
      }
    }
    #expect(shows)
  }

  @Test func `the sources have branches`() {
    #expect(Branch.all.count > 30)
  }

  private func findings(of rule: Rule, in example: Example, _ versions: Versions) -> [Diagnostic] {
    var linter = Linter(versions: versions, rules: Rule.all)
    return linter.findings(in: example.file, like: example).filter { $0.rule == rule.id }
  }
}

extension Change {
  /// Pairs of versions that differ in this change: in libvirt, and in QEMU.
  fileprivate var sides: [(below: Versions, at: Versions)] {
    let newestQEMU = Versions(libvirt: libvirt, qemu: max(qemu, Versions(libvirt: libvirt).qemu))
    let byLibvirt = (below: Versions(libvirt: libvirt.below, qemu: newestQEMU.qemu), at: newestQEMU)
    let oldLibvirt = max(libvirt, Version(7))
    let byQEMU = (below: Versions(libvirt: oldLibvirt, qemu: qemu.below), at: Versions(libvirt: oldLibvirt, qemu: qemu))
    return (libvirt > Version(0) ? [byLibvirt] : []) + (qemu > Version(0) ? [byQEMU] : [])
  }
}

extension Version {
  fileprivate var below: Version { minor > 0 ? Version(major, minor - 1) : Version(major - 1, 10) }
}
