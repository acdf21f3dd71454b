import LintRules
import TestKit
import Testing

/// `make rules-pages` writes them.
@Suite struct RulePageTests {
  @Test(arguments: Rule.all) func aPageInDocsIsWhatTheRuleSays(_ rule: Rule) {
    let page = RulePage(rule)
    #expect(text("docs/rules/\(page.fileName)") == page.markdown, "run `make rules-pages`")
  }

  @Test func theListInDocsIsWhatTheRulesSay() {
    #expect(text("docs/rules/README.md") == RulePage.index, "run `make rules-pages`")
  }

  @Test func docsHaveNoOtherPages() {
    #expect(
      Fixtures.names(in: "docs/rules") == ["README.md"] + Rule.all.map { RulePage($0).fileName },
      "run `make rules-pages`")
  }

  @Test func aPageShowsTheMistakeTheMessageAndTheFix() throws {
    let rule = try #require(Rule.named("VC205"))
    let page = RulePage(rule).markdown
    #expect(page.contains("<address type='virtio-serial' port='0x1'/></channel>\n"))
    let line = "<channel type='pty'><target type='virtio' name='a'/><address type='virtio-serial' port='"
    #expect(page.contains("\n" + String(repeating: " ", count: line.count) + "^^^\n"))
    #expect(page.contains("error: '0x1' is not a valid value of 'port': expected a decimal number"))
    #expect(page.contains("Safe fix in example 1: set port='1'.\n\n```xml\n"))
    #expect(page.contains("- Before libvirt 7.4.0, libvirt prints `internal error: Invalid ports: -1` for example 2\n"))
    #expect(page.contains("<!-- virt-channel: ignore VC205 "))
  }

  @Test(arguments: Rule.all) func aPageHasTheSameHeadingsAsTheOthers(_ rule: Rule) {
    let page = RulePage(rule).markdown
    let headings = page.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    #expect(headings == ["What it checks", "Why it matters", "Example", "Fix", "Versions", "How to suppress"])
    #expect(!rule.sources.isEmpty)
    #expect(page.contains("\nSource:\n\n- ["))
  }

  private func text(_ path: String) -> String? {
    Fixtures.bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }
}
