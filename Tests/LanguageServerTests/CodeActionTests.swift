import JSONText
import Testing

@Suite struct CodeActionTests {
  @Test func aSafeFixIsPreferred() throws {
    let client = Client(
      Samples.domain("<channel type='pty'><target type='virtio' name='a' state='connected'/></channel>"))
    let action = try #require(client.actions(at: range(5, 62, 5, 62)).first { $0["isPreferred"] == true })
    #expect(action["title"]?.string?.hasSuffix("[VC112]") == true)
    #expect(action["kind"] == "quickfix")
    #expect(action["diagnostics"]?.array?.first?["code"] == "VC112")
    client.apply(action)
    #expect(client.text.contains("<target type='virtio' name='a'/>"))
  }

  @Test func anUnsafeFixSaysSo() throws {
    let client = Client(Samples.domain("<controller type='virtio-serial' index='0'><alias name='x'/></controller>"))
    let actions = client.actions(at: range(5, 61, 5, 62))
    let action = try #require(actions.first { $0["title"]?.string?.contains("[VC114]") == true })
    #expect(action["title"]?.string?.contains("unsafe") == true)
    #expect(action["isPreferred"] == nil)
  }

  @Test func allSafeFixesAreOneAction() throws {
    let channel = "<channel type='pty'><target type='virtio' name='%' state='connected'/></channel>"
    let client = Client(Samples.domain(["a", "b"].map { channel.replacing("%", with: $0) }.joined(separator: "\n")))
    let actions = client.actions(at: range(0, 0, 0, 0), only: ["source.fixAll"])
    #expect(actions.map { $0["kind"] } == ["source.fixAll.virt-channel"])
    client.apply(try #require(actions.first))
    #expect(!client.text.contains("state="))
  }

  @Test func aFindingIsIgnoredByACommentThatAsksForTheReason() throws {
    let client = Client(Samples.clash)
    let action = try #require(
      client.actions(at: range(12, 65, 12, 66)).first { $0["title"]?.string?.hasPrefix("ignore VC201") == true })
    client.apply(action)
    #expect(client.text.contains("      <!-- virt-channel: ignore VC201 (state the reason) -->\n      <address"))
    #expect(client.codes()?.contains("VC201") != true)
  }

  @Test func aGuestAgentChannelIsAdded() throws {
    let client = Client(Samples.clean)
    let action = try #require(client.actions(at: range(5, 0, 5, 0), only: ["refactor"]).first)
    client.apply(action)
    #expect(client.text.contains("name='org.qemu.guest_agent.0'"))
    #expect(client.actions(at: range(5, 0, 5, 0), only: ["refactor"]).isEmpty)
  }

  @Test func spiceIsReplacedByTheClipboardAgentOfQEMU() throws {
    let client = Client(
      Samples.domain(
        """
        <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
        <graphics type='spice' autoport='yes'/>
        """))
    let actions = client.actions(at: range(5, 10, 5, 10), only: ["refactor.rewrite"])
    let action = try #require(actions.first { $0["title"]?.string?.contains("qemu-vdagent") == true })
    client.apply(action)
    #expect(client.text.contains("<channel type='qemu-vdagent'>"))
    #expect(client.text.contains("<graphics type='vnc'"))
  }

  @Test func whatCannotBeReplacedSaysWhy() throws {
    let client = Client(
      Samples.domain("<graphics type='spice' autoport='yes' defaultMode='secure'/>"))
    let action = try #require(
      client.actions(at: range(5, 10, 5, 10)).first { $0["title"]?.string?.contains("qemu-vdagent") == true })
    #expect(action["disabled"]?["reason"]?.string?.contains("encrypts") == true)
    #expect(action["edit"] == nil)
  }

  @Test func documentsThatAreNoDomainsHaveNoActions() {
    #expect(Client("<svg/>").actions(at: range(0, 0, 0, 4)) == [])
  }
}

extension Client {
  func actions(at range: JSONValue, only: [JSONValue]? = nil) -> [JSONValue] {
    var context: JSONObject = ["diagnostics": []]
    if let only { context["only"] = .array(only) }
    return ask("codeAction", ["range": range, "context": .object(context)])?.array ?? []
  }

  /// Applies the edits of an action, as an editor does: in the text and in what the server knows of it.
  func apply(_ action: JSONValue) {
    let edits = action["edit"]?["documentChanges"]?.array?.first?["edits"]?.array ?? []
    apply(edits: edits)
  }

  func apply(edits: [JSONValue]) {
    let ordered = edits.sorted { Self.start(of: $0) > Self.start(of: $1) }
    change(ordered.map { ["range": $0["range"] ?? .null, "text": $0["newText"] ?? .null] })
    for edit in ordered { replace(edit["range"] ?? .null, by: edit["newText"]?.string ?? "") }
  }

  private static func start(of edit: JSONValue) -> (Int, Int) {
    let start = edit["range"]?["start"]
    return (start?["line"]?.integer ?? 0, start?["character"]?.integer ?? 0)
  }
}
