import LintRules
import SourceText
import Testing

@Suite struct FixRoundTests {
  /// Each needs a controller of its own; all are written behind the same element.
  @Test func fixesThatInsertAtOnePlaceJoinInARound() {
    let channels = (1...300).map { number in
      "<channel type='pty'><target type='virtio' name='a\(number)'/>"
        + "<address type='virtio-serial' controller='\(number)' bus='0' port='1'/></channel>"
    }
    let text = "<domain>\n<devices>\n\(channels.joined(separator: "\n"))\n</devices>\n</domain>\n"
    var linter = Linter()
    let result = FixLoop(includingUnsafe: true).fix(SourceFile(name: "vm.xml", text), with: &linter)
    #expect(result.rounds <= 2)
    #expect(result.fixes.count { $0.title.contains("controller") } == 300)
    #expect(!result.left.diagnostics.contains { $0.rule.code == "VC212" })
    let fixed = String(decoding: result.file.bytes, as: UTF8.self)
    #expect(
      fixed.contains("<controller type='virtio-serial' index='1'/>\n<controller type='virtio-serial' index='2'/>"))
  }
}
