import JSONText
import Testing

@Suite struct NavigationTests {
  @Test func theOutlineHasControllersWithTheirPorts() throws {
    let symbols = try #require(Client(Samples.clash).ask("documentSymbol")?.array)
    #expect(symbols.map { $0["name"] } == ["virtio-serial 0"])
    let ports = try #require(symbols.first?["children"]?.array)
    #expect(ports.map { $0["name"] } == ["org.qemu.guest_agent.0", "org.example.0"])
    #expect(ports.first?["detail"] == "unix, port 1")
  }

  @Test func clientsWithoutTreesGetAList() throws {
    let client = Client()
    client.initialize(encoding: "", [:])
    client.open(Samples.clean)
    let symbols = try #require(client.ask("documentSymbol")?.array)
    #expect(symbols.last?["containerName"] == "virtio-serial 0")
  }

  @Test func aPortClashLeadsToTheOtherDevice() {
    let definition = Client(Samples.clash).ask("definition", ["position": position(12, 65)])
    #expect(definition == [["uri": .string(Client.uri), "range": range(8, 65, 8, 66)]])
  }

  @Test func anAddressLeadsToItsController() {
    let definition = Client(Samples.clean).ask("definition", ["position": position(8, 47)])
    #expect(definition == [["uri": .string(Client.uri), "range": range(5, 4, 5, 48)]])
  }

  @Test func anIndexIsRenamedWithItsAddresses() throws {
    let client = Client(Samples.clean.replacing(" controller='0'", with: ""))
    let at: JSONObject = ["position": position(5, 44)]
    #expect(client.ask("prepareRename", at)?["range"] == range(5, 44, 5, 45))
    let edit = try #require(client.ask("rename", ["position": position(5, 44), "newName": "3"]))
    client.apply(edits: edit["documentChanges"]?.array?.first?["edits"]?.array ?? [])
    #expect(client.text.contains("<controller type='virtio-serial' index='3'/>"))
    #expect(client.text.contains("<address type='virtio-serial' controller='3' bus='0' port='1'/>"))
    #expect(client.ask("references", at)?.array?.count == 2)
  }

  @Test(arguments: ["x", "-1", "", "0x3"]) func whatIsNoIndexIsRefused(name: String) {
    let client = Client(Samples.clean)
    #expect(client.ask("rename", ["position": position(5, 44), "newName": .string(name)]) == nil)
    #expect(client.errorCodes == [-32803])
  }

  @Test func anIndexThatIsInUseIsRefused() {
    let client = Client(
      Samples.domain("<controller type='virtio-serial' index='0'/>\n<controller type='virtio-serial' index='1'/>"))
    #expect(client.ask("rename", ["position": position(5, 44), "newName": "1"]) == nil)
    #expect(client.errorCodes == [-32803])
  }

  @Test func elementsOfSeveralLinesFold() throws {
    let folds = try #require(Client(Samples.clean).ask("foldingRange")?.array)
    #expect(folds.contains(["startLine": 6, "endLine": 8]))
    #expect(folds.contains(["startLine": 0, "endLine": 10]))
  }

  @Test func hintsShowWhatLibvirtAssigns() throws {
    let client = Client(Samples.domain("<channel type='unix'><target type='virtio' name='a'/></channel>"))
    let hints = try #require(client.ask("inlayHint", ["range": range(0, 0, 20, 0)])?.array)
    #expect(hints.map { $0["label"] } == ["controller 0, port 1"])
    #expect(hints.first?["position"] == position(5, 25))
    #expect(Client(Samples.clean).ask("inlayHint", ["range": range(6, 0, 20, 0)]) == [])
  }
}

func position(_ line: Int, _ character: Int) -> JSONValue {
  ["line": .integer(line), "character": .integer(character)]
}
