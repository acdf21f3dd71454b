import TestKit
import Testing

/// A file of each kind that people have a QEMU command in, as `xml` converts it.
@Suite struct CommandFixtureTests {
  /// The files of `make command-goldens`, with the form that each has.
  static let files: [(name: String, form: String)] = [
    ("ps.txt", "plain"), ("proc-cmdline", "nul"), ("libvirt.log", "shell"), ("script.sh", "shell"),
    ("makefile.mk", "shell"), ("vm@.service", "systemd"), ("proxmox.conf", "shell"), ("qm-showcmd.txt", "shell"),
    ("inventory.json", "list"), ("launch.py", "list"), ("launch.go", "list"), ("launch.rs", "list"),
    ("packer.pkr.hcl", "list"), ("packer.json", "list"), ("default.nix", "list"), ("compose.yaml", "yaml"),
    ("pod.yaml", "yaml"), ("vm.cfg", "readconfig"), ("readconfig.sh", "shell"), ("response-file.sh", "shell"),
    ("extra.args", "shell"), ("two-guests.sh", "shell"),
  ]

  @Test(arguments: files) func theXMLIsTheExpectedOne(name: String, form: String) throws {
    let program = try Self.xml(name)
    #expect(program.text == Self.golden(name))
    #expect(program.status == 0, "\(program.errorText)")
  }

  @Test(arguments: files) func theFormIsFoundAsItIsForced(name: String, form: String) throws {
    #expect(try Self.xml("--form", form, name).text == Self.golden(name))
  }

  @Test func everyFileIsTried() {
    let names = Fixtures.names(in: "fixtures/commands").filter { !$0.hasSuffix(".xml") }
    #expect(Set(Self.files.map(\.name)) == Set(names))
  }

  private static func xml(_ arguments: String...) throws -> Program {
    try Program.run(Program.virtChannelPath, ["xml"] + arguments, in: "\(Fixtures.root)/fixtures/commands")
  }

  private static func golden(_ name: String) -> String {
    String(decoding: Fixtures.bytes("fixtures/commands/\(name).xml") ?? [], as: UTF8.self)
  }
}
