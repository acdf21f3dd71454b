import JSONText
import Testing

@Suite struct DiagnosticTests {
  @Test func findingsAppearWhenADocumentOpens() throws {
    let client = Client(Samples.clash)
    let diagnostics = try #require(client.diagnostics())
    let clash = try #require(diagnostics.first { $0["code"] == "VC201" })
    #expect(clash["range"] == range(12, 65, 12, 66))
    #expect(clash["severity"] == 1)
    #expect(clash["source"] == "virt-channel")
    #expect(clash["message"]?.string?.contains("already used by channel 'org.qemu.guest_agent.0'") == true)
    #expect(clash["message"]?.string?.contains("\nhelp: ") == true)
    let related = clash["relatedInformation"]?.array?.first
    #expect(related?["location"] == ["uri": .string(Client.uri), "range": range(8, 65, 8, 66)])
  }

  @Test func aChangeOfARangeChecksAgain() throws {
    let client = Client(Samples.clash)
    #expect(client.codes()?.contains("VC201") == true)
    client.change(range(12, 65, 12, 66), to: "2")
    #expect(client.codes() == [])
    client.change([["text": .string(Samples.clash)]], version: 3)
    #expect(client.codes()?.contains("VC201") == true)
  }

  @Test func aThousandFindingsOfARuleAreShown() throws {
    let channel = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
    let client = Client("<domain type='kvm'><devices>\(String(repeating: channel, count: 1500))</devices></domain>")
    let diagnostics = try #require(client.diagnostics())
    let counts = Dictionary(grouping: diagnostics) { $0["code"]?.string ?? "" }.mapValues(\.count)
    #expect(counts.values.max() == 1000, "\(counts)")
    let log = client.received.compactMap { $0["params"]?["message"]?.string }
    #expect(log.contains { $0.hasPrefix("file:///domains/vm.xml has ") && $0.hasSuffix(", which are not shown") })
  }

  @Test func manyChangesAreCheckedOnce() {
    let client = Client(Samples.clash)
    for version in 2..<20 { client.change(range(12, 65, 12, 66), to: "\((version + 1) % 2 + 1)", version: version) }
    #expect(client.diagnostics() != nil)
    #expect(client.diagnostics() == nil, "nothing changed since")
  }

  @Test func findingsThatTheClientShowsAreNotSentAgain() {
    let client = Client(Samples.clash)
    #expect(client.diagnostics() != nil)
    client.change(range(14, 0, 14, 0), to: "", version: 2)
    #expect(client.diagnostics() == nil)
  }

  @Test func aBrokenDocumentKeepsTheFindingsOfWhatWasRead() throws {
    let client = Client(Samples.clash)
    _ = client.diagnostics()
    client.change(range(14, 0, 14, 0), to: "    <channel type='uni\n")
    let codes = try #require(client.codes())
    #expect(codes.contains("VC201"))
    #expect(codes.contains("VC001"))
  }

  @Test(arguments: [
    "<svg xmlns='http://www.w3.org/2000/svg'/>", "", "not XML", "<svg", Samples.domain("<controller/>", type: "xen"),
    Samples.domain("<channel type='none'/>", type: "lxc"),
  ]) func otherDocumentsAreLeftAlone(text: String) { #expect(Client(text).diagnostics() == nil) }

  @Test func aDocumentThatIsNoDomainAnyMoreLosesItsFindings() {
    let client = Client(Samples.clash)
    _ = client.diagnostics()
    client.change([["text": "<svg/>"]])
    #expect(client.diagnostics() == [])
  }

  @Test func closingADocumentRemovesItsFindings() {
    let client = Client(Samples.clash)
    _ = client.diagnostics()
    client.notify("textDocument/didClose", ["textDocument": ["uri": .string(Client.uri)]])
    #expect(client.received("textDocument/publishDiagnostics").last?["params"]?["diagnostics"] == [])
  }

  @Test func aFindingLinksToThePageOfItsRule() throws {
    let client = Client(rulePages: "file:///usr/share/doc/virt-channel/rules/")
    client.initialize()
    client.open(Samples.clash)
    let clash = try #require(client.diagnostics()?.first { $0["code"] == "VC201" })
    #expect(clash["codeDescription"]?["href"] == "file:///usr/share/doc/virt-channel/rules/VC201.md")
  }

  @Test func whatMeansNothingIsMarkedUnnecessary() throws {
    let client = Client(
      Samples.domain("<channel type='pty'><target type='virtio' name='a' state='connected'/></channel>"))
    let state = try #require(client.diagnostics()?.first { $0["code"] == "VC112" })
    #expect(state["tags"] == [1])
  }

  @Test(arguments: [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)]) func positionsCountTheUnitsOfTheClient(
    encoding: String, units: Int
  ) throws {
    let text = Samples.domain("<!-- 🖥 --><controller type='virtio-serial' index='x'/>")
    let client = Client(text, encoding: encoding)
    let finding = try #require(client.diagnostics()?.first { $0["code"] == "VC205" })
    #expect(finding["range"]?["start"]?["character"]?.integer == 53 + units)
    client.change(range(5, 53 + units, 5, 54 + units), to: "0")
    #expect(client.codes()?.contains("VC205") == false)
  }
}
