import JSONText
import Testing

@Suite struct CompletionTests {
  /// The labels offered at `|` in the devices of a domain.
  private func labels(_ devices: String, complete: String = "") throws -> [String] {
    try items(devices, complete).compactMap { $0["label"]?.string }
  }

  private func items(_ devices: String, _ complete: String = "") throws -> [JSONValue] {
    let text = Samples.domain(devices)
    let before = try #require(text.split(separator: "|", omittingEmptySubsequences: false).first)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    let client = Client(complete.isEmpty ? text.filter { $0 != "|" } : complete)
    if !complete.isEmpty {
      _ = client.diagnostics()
      client.change([["text": .string(text.filter { $0 != "|" })]])
    }
    let position: JSONValue = ["line": .integer(lines.count - 1), "character": .integer(lines.last?.count ?? 0)]
    return client.ask("completion", ["position": position])?.array ?? []
  }

  @Test func devicesAndPresetsAreOfferedAmongDevices() throws {
    for devices in ["|", "<|", "<cha|"] {
      let labels = try labels(devices)
      #expect(labels.starts(with: ["controller", "channel", "console"]))
      #expect(labels.contains("guest-agent"))
    }
    let snippet = try items("<|").first { $0["label"] == "guest-agent" }
    #expect(snippet?["textEdit"]?["newText"]?.string?.hasPrefix("channel type='unix'>") == true)
    #expect(snippet?["documentation"]?["value"]?.string?.contains("qemu-guest-agent") == true)
  }

  @Test func childrenAreThoseOfTheVariant() throws {
    #expect(try labels("<channel type='unix'>|</channel>") == ["source", "log", "target", "alias", "acpi", "address"])
    #expect(try labels("<channel type='tcp'><|</channel>").contains("protocol"))
    #expect(try labels("<channel type='spicevmc'>\n<target type='virtio'/>\n<|").contains("target") == false)
  }

  @Test func attributesAreThoseThatTheElementLacks() throws {
    #expect(try labels("<channel type='unix'><source mode='bind' |/></channel>") == ["path"])
    #expect(try labels("<channel type='unix'><source | mode='bind'/></channel>") == ["path"])
    #expect(try labels("<channel type='unix'><address type='virtio-serial' |") == ["controller", "bus", "port"])
    #expect(try labels("<controller type='virtio-serial' |").contains("vectors"))
    #expect(try labels("<controller type='pci' |").isEmpty)
  }

  @Test func valuesAreTheWordsOfTheAttribute() throws {
    let types = try labels("<channel type='|")
    #expect(types.contains("unix") && types.contains("qemu-vdagent"))
    #expect(try labels("<channel type='unix'><source mode='|'/></channel>") == ["connect", "bind"])
    #expect(try labels("<channel type='unix'>\n<target type='|\n</channel>") == ["guestfwd", "virtio", "xen"])
    let unix = try items("<channel type='|").first { $0["label"] == "unix" }
    #expect(unix?["documentation"]?["value"] == "A Unix socket.")
  }

  @Test func numbersAreThoseThatAreFree() throws {
    let controller = "<controller type='virtio-serial' index='0' ports='4'/>\n"
    let ports =
      controller + Samples.channel("a", port: 1)
      + "\n<channel type='unix'><address type='virtio-serial' port='|'/></channel>"
    #expect(try labels(ports) == ["2", "3"])
    #expect(try labels(controller + "<controller type='virtio-serial' index='|'/>") == ["1"])
    #expect(
      try labels(controller + "<channel type='pty'><address type='virtio-serial' controller='|'/></channel>") == ["0"])
  }

  @Test func anUnfinishedTagKeepsWhatWasKnownOfTheDomain() throws {
    let controller = "<controller type='virtio-serial' index='0' ports='4'/>\n"
    let unfinished =
      controller + "<channel type='unix'><address type='virtio-serial' port='|\n" + Samples.channel("a", port: 1)
    let complete = Samples.domain(controller + Samples.channel("a", port: 1))
    let offered = try items(unfinished, complete).compactMap { $0["label"]?.string }
    #expect(offered == ["2", "3"])
  }

  @Test func namesAreThoseThatProgramsInTheGuestLookFor() throws {
    let names = try labels("<channel type='unix'><target type='virtio' name='|'/></channel>")
    #expect(names.contains("org.qemu.guest_agent.0"))
    let used = Samples.channel("org.qemu.guest_agent.0", port: 1)
    #expect(
      try !labels(used + "<channel type='unix'><target type='virtio' name='|'/></channel>").contains(
        "org.qemu.guest_agent.0"))
  }

  @Test func endTagsAreThoseOfTheOpenElement() throws {
    #expect(try labels("<channel type='unix'><target type='virtio'/></|") == ["channel"])
  }

  @Test(arguments: ["<!-- <chan| -->", "<?x <|?>", "<disk type='|'/>", "<disk><|</disk>"])
  func nothingIsOfferedElsewhere(devices: String) throws { #expect(try labels(devices).isEmpty) }
}
