import TestKit
import Testing

/// A file holds one document, or a list of our own devices: libvirt and xmllint refuse anything else.
@Suite struct SecondRootTests {
  private let folder = TemporaryFolder()

  private static let domain = "<domain type='kvm'>\n  <name>a</name>\n  <devices/>\n</domain>\n"

  @Test(
    arguments: [
      domain, "<network/>\n", "<channel type='pty'/>\n", "text\n", "&amp;\n", "<![CDATA[text]]>\n", "<!DOCTYPE a>\n",
      "<?xml version='1.0'?>\n", "</domain>\n", "\u{1}",
    ])
  func nothingFollowsTheDomain(rest: String) throws {
    let text = Self.domain + rest
    folder.write(text, to: "vm.xml")
    let lint = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(lint.status == 1)
    #expect(lint.text.contains("vm.xml:5:"))
    for command in [["fix", "--write"], ["argv"], ["generate", "--preset", "guest-agent", "--write", "--into"]] {
      let run = try Program.run(Program.virtChannelPath, command + ["vm.xml"], in: folder.path)
      #expect(run.status > 0)
      #expect(command[0] == "fix" || run.text.isEmpty)
      #expect(command[0] != "generate" || run.errorText.hasPrefix("virt-channel: vm.xml: line 5: "))
      #expect(try folder.text("vm.xml") == text)
    }
  }

  @Test(arguments: ["<network/>\n\(domain)", "<channel type='pty'/>\n\(domain)", "<devices/>\n<devices/>\n"])
  func nothingElseStandsBesideARoot(text: String) throws {
    folder.write(text, to: "vm.xml")
    let lint = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(lint.status == 1)
    #expect(lint.text.contains("vm.xml:2:2: error: <"))
    #expect(
      lint.text.contains("> is a second root element; an XML document has only one (line 1) [VC001 malformed-xml]"))
  }

  /// libvirt reads the first `<domain>`, and silently ignores the others.
  @Test(arguments: ["domainsnapshot", "domaincheckpoint", "domstatus"])
  func aSecondDomainIsSaidAndNotChanged(wrapper: String) throws {
    let fixable = Samples.fixable
    let text = "<\(wrapper)>\n\(fixable)\(fixable)</\(wrapper)>\n"
    folder.write(text, to: "vm.xml")
    let lint = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(lint.status == 1)
    #expect(lint.text.contains("vm.xml:10:2: warning: libvirt reads the first <domain> and ignores this one"))
    let sentence =
      "virt-channel: vm.xml: the <\(wrapper)> contains 2 <domain> elements, and libvirt reads only the first; remove the others\n"
    for command in [
      ["fix", "--write"], ["argv"], ["resolve"], ["map"], ["compare", "--from", "debian12"],
      ["generate", "--preset", "guest-agent", "--write", "--into"], ["generate", "--preset", "console", "--attach"],
    ] {
      let run = try Program.run(Program.virtChannelPath, command + ["vm.xml"], in: folder.path)
      #expect(run.status == 2)
      #expect(run.text.isEmpty || command[0] == "compare")
      #expect(run.errorText.contains(sentence), "\(command): \(run.errorText)")
      #expect(try folder.text("vm.xml") == text)
    }
  }

  @Test func theInactiveDomainOfASnapshotIsNoSecondOne() throws {
    let inactive = Samples.fixed.replacing("domain type", with: "inactiveDomain type").replacing(
      "</domain>", with: "</inactiveDomain>")
    folder.write("<domainsnapshot>\n\(Samples.fixed)\(inactive)</domainsnapshot>\n", to: "vm.xml")
    #expect(try Program.virtChannel("lint", "vm.xml", in: folder).status == 0)
    #expect(try Program.virtChannel("argv", "vm.xml", in: folder).status == 0)
  }

  /// libvirt looks for devices with the path `./devices/…`.
  @Test func theDevicesOfAllListsAreRead() throws {
    let list = "<devices><channel type='null'><target type='virtio' name='b'/></channel></devices>\n</domain>"
    folder.write(Samples.fixed.replacing("</domain>", with: list), to: "vm.xml")
    let argv = try Program.virtChannel("argv", "vm.xml", in: folder).text
    #expect(argv.contains(#""name":"a""#) && argv.contains(#""name":"b""#))
    let into = try Program.virtChannel(
      "generate", "channel", "--name", "b", "--type", "null", "--into", "vm.xml", "--check", in: folder)
    #expect(into.status == 0)
  }

  @Test func commentsAndInstructionsMayFollow() throws {
    folder.write(Self.domain + "<!-- kept -->\n<?editor mode?>\n", to: "vm.xml")
    #expect(try Program.virtChannel("lint", "vm.xml", in: folder).status == 0)
  }

  @Test func ourOwnDevicesMayBeAList() throws {
    let channel = "<channel type='unix'><target type='virtio' name='a.0'/></channel>\n"
    let console = "<console type='pty'><target type='virtio'/></console>\n"
    folder.write("<controller type='virtio-serial' index='0'/>\n\(channel)\(console)", to: "vm.xml")
    #expect(try Program.virtChannel("lint", "vm.xml", in: folder).status == 0)
  }
}
