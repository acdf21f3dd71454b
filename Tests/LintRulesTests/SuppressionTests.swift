import LintRules
import SourceText
import Testing

/// The codes of what is found in `<devices>` that hold `xml`.
private func codes(_ xml: String, _ selection: RuleSelection = RuleSelection()) -> [String] {
  var linter = Linter(rules: Rule.all.filter { selection.includes($0) })
  let file = SourceFile(name: "vm.xml", Example(xml).file)
  return linter.lint(file).diagnostics.filter { $0.severity > .note || $0.rule.code == "VC009" }.map(\.rule.code)
}

private let channel = "<channel type='pty' foo='1'><target type='virtio' bar='1'/></channel>"

@Suite struct SuppressionTests {
  @Test(arguments: ["VC103", "unknown-attribute", "VC1", "VC1xx", "all", "VC103 since ever", "VC999x,VC103"])
  func silencesWhatItNamesInTheNextElement(words: String) {
    let found = codes("<!-- virt-channel: ignore \(words) -->\n\(channel)")
    #expect(found == (words.contains("VC999x") ? ["VC008"] : []))
  }

  @Test(arguments: [
    "virt-channel: ignore VC103: reason", "virt-channel ignore VC103 reason", "virt-channel ignore: VC103",
    "virt-channel: ignore: VC103 reason", "virt-channel ignore-file: VC103", "virt-channel: ignore-file VC103: reason",
  ])
  func takesColonsAsPeopleWriteThem(comment: String) {
    #expect(codes("<!-- \(comment) -->\n\(channel)") == [])
  }

  @Test func silencesOneElementOnly() {
    #expect(codes("<!-- virt-channel: ignore VC103 -->\n\(channel)\n\(channel)") == ["VC103", "VC103"])
    #expect(codes(channel.replacing("<target", with: "<!--virt-channel: ignore VC103--><target")) == ["VC103"])
  }

  @Test func silencesAFileFromAnywhere() {
    #expect(codes("\(channel)\n<!-- virt-channel: ignore-file VC103 -->") == [])
    #expect(codes("\(channel)\n<!-- virt-channel: ignore-file -->") == [])
  }

  @Test func tellsOfThoseThatSilenceNothing() {
    #expect(codes("<!-- virt-channel: ignore VC104,VC103 -->\n\(channel)") == ["VC009"])
    #expect(codes("\(channel)\n<!-- virt-channel: ignore VC103 -->") == ["VC103", "VC103", "VC009"])
  }

  @Test func doesNotMissRulesThatAreNotChecked() throws {
    let ids = Rule.all.map(\.id)
    let selection = RuleSelection(select: [try RuleSelector("VC2", among: ids)])
    #expect(codes("<!-- virt-channel: ignore VC103 -->\n<controller type='virtio-serial'/>", selection) == [])
  }

  @Test func readsAThousandRulesOfOneComment() {
    func found(_ count: Int) -> [String] {
      codes("<!-- virt-channel: ignore VC103\(String(repeating: ", VC103", count: count - 1)) -->\n\(channel)")
    }
    #expect(found(1000) == [])
    #expect(found(1001) == ["VC008"])
  }

  @Test func suggestsARuleForTheFirstHundredUnknownWords() {
    let comment = "<!-- virt-channel: ignore VC1O3 -->\n\(channel)\n"
    var linter = Linter(rules: Rule.all.filter { $0.id.code == "VC008" })
    let file = SourceFile(name: "vm.xml", Example(String(repeating: comment, count: 150)).file)
    let messages = linter.lint(file).diagnostics.map(\.message)
    #expect(messages.count == 150)
    #expect(messages.count { $0.contains("did you mean 'VC103'?") } == 100)
  }

  @Test func leavesOtherCommentsAlone() {
    #expect(codes("<!-- see virt-channel: ignore VC103 -->\n\(channel)") == ["VC103", "VC103"])
  }
}

@Suite struct RuleSelectorTests {
  private static let ids = [("VC001", "a"), ("VC201", "b"), ("VC202", "duplicate-port"), ("VC301", "d")]
    .map { RuleID($0, $1) }

  @Test(arguments: [
    ("", "", "VC001 VC201 VC202 VC301"), ("VC2", "", "VC001 VC201 VC202"), ("vc2XX", "VC201", "VC001 VC202"),
    ("Duplicate-Port", "", "VC001 VC202"), ("", "VC2,VC0", "VC301"), ("VC201", "VC2", "VC001 VC201"),
    ("VC201", "b", "VC001"), ("VC3", "all", "VC301"), ("all", "duplicate-port", "VC001 VC201 VC301"),
  ])
  func thePreciseOneCounts(select: String, ignore: String, included: String) throws {
    let selection = RuleSelection(select: try Self.selectors(select), ignore: try Self.selectors(ignore))
    #expect(Self.ids.filter(selection.includes).map(\.code).joined(separator: " ") == included)
  }

  @Test(arguments: [
    ("VC2O1", "unknown rule 'VC2O1'; did you mean 'VC201'?"),
    ("duplicate-prot", "unknown rule 'duplicate-prot'; did you mean 'duplicate-port'?"),
    ("VC9", "unknown rule 'VC9'"), ("x\u{1B}", "unknown rule 'x\\u{1B}'"),
  ])
  func anUnknownWordIsAnError(word: String, complaint: String) {
    do throws(RuleSelector.Unknown) {
      _ = try RuleSelector(word, among: Self.ids)
      Issue.record("'\(word)' was taken")
    } catch {
      #expect(error.description == complaint)
    }
  }

  private static func selectors(_ words: String) throws -> [RuleSelector] {
    try words.split(separator: ",").map { try RuleSelector(String($0), among: ids) }
  }
}
