import LintRules
import SourceText
import Testing
import XMLTree

@Suite struct LimitRuleTests {
  /// An example of this rule would fill its page with tags.
  @Test func elementsNestedTooDeepAreReported() {
    let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
    #expect(codes(in: deep, XMLLimits()) == ["VC004"])
  }

  @Test func aTextThatIsTooLargeIsReported() {
    #expect(codes(in: "<domain>    </domain>", XMLLimits(size: 20)) == ["VC004"])
  }

  @Test(arguments: [("ports", 511, "VC208"), ("vectors", 2048, "VC218")])
  func theHighestNumberIsAllowedAndTheNextIsNot(attribute: String, highest: Int, code: String) {
    func codes(_ number: Int) -> [String] {
      self.codes(in: "<controller type='virtio-serial' index='0' \(attribute)='\(number)'/>", XMLLimits())
    }
    #expect(!codes(highest).contains(code))
    #expect(codes(highest + 1).contains(code))
  }

  private func codes(in text: String, _ limits: XMLLimits) -> [String] {
    var linter = Linter(limits: limits)
    return linter.lint(SourceFile(name: "a.xml", text)).diagnostics.map(\.rule.code)
  }
}
