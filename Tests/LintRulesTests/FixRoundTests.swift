import DomainModel
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

  /// An element that is moved is not the equal one that was moved before it.
  @Test func equalElementsMoveInARound() {
    let channel = "<channel type='pty'><target type='virtio'/></channel>"
    let channels = [String](repeating: channel, count: 100).joined(separator: "\n")
    let text = "<domain>\n\(channels)\n<devices>\n</devices>\n</domain>\n"
    var linter = Linter()
    let loop = FixLoop(includingUnsafe: true, includingNotes: false)
    let result = loop.fix(SourceFile(name: "vm.xml", text), with: &linter)
    #expect(result.rounds <= 3)
    #expect(result.left.domain?.channels.count == 100)
  }

  /// The controller gets the ports that the highest of all needs.
  @Test func portsThatAControllerLacksAreFixedAtOnce() {
    let channels = (31...130).map { port in
      "<channel type='pty'><target type='virtio' name='a\(port)'/>"
        + "<address type='virtio-serial' controller='0' bus='0' port='\(port)'/></channel>"
    }
    let text =
      "<domain>\n<devices>\n<controller type='virtio-serial' index='0'/>\n"
      + "\(channels.joined(separator: "\n"))\n</devices>\n</domain>\n"
    var linter = Linter()
    let result = FixLoop(includingUnsafe: true).fix(SourceFile(name: "vm.xml", text), with: &linter)
    #expect(result.rounds <= 2)
    #expect(result.left.domain?.controllers.first?.ports == 131)
  }
}
