import JSONText
import TestKit
import Testing

/// After `generate --into FILE --write`, the same command has nothing to do: for every preset, kind of request and form of a domain.
@Suite struct RepeatedIntoTests {
  private let folder = TemporaryFolder()

  private static let presets = [
    "guest-agent", "spice-vdagent", "qemu-vdagent", "spice-webdav", "ovirt", "libguestfs", "console",
  ]

  private static let requests =
    presets.map { ["--preset", $0, "--replace"] } + [
      ["--preset", "console", "--preset", "console"], ["--replace-spice"], ["--remove", "a"], ["--remove", "unknown"],
      ["--replace-spice", "--remove", "a", "--preset", "console"], ["--from", "devices.json"],
      ["controller"], ["controller", "--ports", "4"], ["controller", "--index", "3", "--vectors", "8"],
      ["controller", "--index", "0", "--ports", "9", "--replace"],
      ["console", "--target", "serial"], ["console", "--log", "/srv/a.log"],
      ["console", "--port", "3", "--controller", "2"],
      ["console", "--type", "tcp", "--host", "127.0.0.1", "--service", "4555"],
      ["console", "--alias", "ua-x"], ["console", "--port", "0"],
      ["channel", "--name", "a", "--path", "/srv/a", "--replace"], ["channel", "--name", "b", "--port", "9"],
      ["channel", "--name", "b", "--type", "file", "--path", "/srv/b", "--append", "on"],
      ["channel", "--target", "guestfwd", "--target-address", "10.0.2.1", "--target-port", "4600", "--path", "/srv/g"],
    ]

  private static let head = """
    <domain type='kvm'>
      <name>vm</name>
      <memory unit='MiB'>64</memory>
      <os>
        <type arch='x86_64' machine='q35'>hvm</type>
      </os>

    """

  private static let devices = """
      <devices>
        <controller type='virtio-serial' index='0'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
        <serial type='pty'/>
        <graphics type='spice' autoport='yes'/>
      </devices>

    """

  private static let domains = [
    "full": head + devices + "</domain>\n",
    "empty": head + "  <devices/>\n</domain>\n",
    "template": head.replacing(">vm<", with: ">{{ name }}<") + devices + "</domain>\n",
    "snapshot": "<domainsnapshot>\n  <name>s</name>\n\(head + devices)</domain>\n</domainsnapshot>\n",
    "fragment": devices,
    "crlf": (head + devices + "</domain>\n").replacing("\n", with: "\r\n"),
    "cr": (head + devices + "</domain>\n").replacing("\n", with: "\r"),
  ]

  /// Every request into a domain that has devices, and some into each other form of a file.
  private static let cases =
    requests.map { ("full", $0) }
    + domains.keys.sorted().filter { $0 != "full" }.flatMap { form in
      [
        ["--preset", "guest-agent", "--preset", "console"], ["--replace-spice"], ["controller"],
        ["--from", "devices.json"],
      ].map { (form, $0) }
    }

  @Test(arguments: cases) func theSecondTimeChangesNothing(form: String, request: [String]) throws {
    folder.write(#"{"devices": [{"console": {}}, {"console": {}}, {"controller": {}}]}"#, to: "devices.json")
    folder.write(try #require(Self.domains[form]), to: "vm.xml")
    func generate(_ more: String...) throws -> Program {
      try Program.run(Program.virtChannelPath, ["generate"] + request + ["--into", "vm.xml"] + more, in: folder.path)
    }
    let first = try generate("--write")
    #expect(first.status == 0, "\(first.errorText)")
    let written = try folder.text("vm.xml")
    let check = try generate("--check")
    #expect(check.status == 0, "\(check.errorText)")
    let again = try generate("--write", "--format", "json")
    #expect(again.status == 0)
    #expect(try JSONValue(parsing: again.output)["changed"] == false)
    #expect(try folder.text("vm.xml") == written)
  }

  @Test func theAnswerHasThePortOfEachConsole() throws {
    folder.write(
      #"{"devices": [{"console": {"address": {"type": "virtio-serial", "port": 3}}}, {"console": {"address": {"type": "virtio-serial", "port": 5}}}, {"console": {}}]}"#,
      to: "consoles.json")
    folder.write(Self.head + "  <devices/>\n</domain>\n", to: "vm.xml")
    for option in ["--write", "--check"] {
      let run = try Program.virtChannel(
        "generate", "--from", "consoles.json", "--into", "vm.xml", option, "--format", "json", in: folder)
      guard case .array(let devices)? = try JSONValue(parsing: run.output)["devices"] else {
        Issue.record("no devices in \(run.text)")
        return
      }
      #expect(devices.map { $0["port"]?.integer } == [3, 5, nil])
    }
  }

  @Test func aNameThatDoesNotExistIsSaid() throws {
    folder.write(Self.head + Self.devices + "</domain>\n", to: "vm.xml")
    let run = try Program.virtChannel("generate", "--remove", "aa", "--into", "vm.xml", "--write", in: folder)
    #expect(run.status == 0)
    #expect(run.errorText.hasPrefix("virt-channel: vm.xml: note: no channel is named 'aa', so nothing was removed"))
  }
}
