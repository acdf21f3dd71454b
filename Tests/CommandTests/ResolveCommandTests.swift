import TestKit
import Testing

@Suite struct ResolveCommandTests {
  /// What libvirt 9.0.0 saves of these domains, as far as our elements go.
  @Test(arguments: ["pc", "q35", "aarch64-virt", "riscv64-virt", "s390x", "ppc64"])
  func saysWhatLibvirtSaves(machine: String) throws {
    let text = try resolve(machine)
    #expect(text == golden("\(machine).resolved"))
    #expect(try resolve(machine, "--diff") == golden("\(machine).diff"))
  }

  @Test(arguments: [
    ("9.0.0", "/h/libvirt/qemu/channel/target/domain--1-vm/a"), ("9.7.0", "/r/libvirt/qemu/run/channel/-1-vm/a"),
  ])
  func aUsersLibvirtMakesSocketsInTheUsersFolders(libvirt: String, path: String) throws {
    let channel = "<channel type='unix'><target type='virtio' name='a'/></channel>"
    let domain = "<domain type='kvm'><name>vm</name><devices>\(channel)</devices></domain>"
    let program = try Program.run(
      Program.virtChannelPath, ["argv", "--session", "--libvirt", libvirt, "--format", "lines"],
      input: Array(domain.utf8), variables: ["XDG_CONFIG_HOME=/h", "XDG_RUNTIME_DIR=/r"])
    #expect(program.text.contains("path=\(path),"))
  }

  @Test func aUsersLibvirtDropsItsOwnPaths() throws {
    let source = "<source mode='bind' path='/h/libvirt/qemu/channel/target/domain-3-vm/a'/>"
    let channel = "<channel type='unix'>\(source)<target type='virtio' name='a'/></channel>"
    let domain = "<domain type='kvm'><name>vm</name><devices>\(channel)</devices></domain>"
    func resolved(_ options: String...) throws -> String {
      try Program.run(
        Program.virtChannelPath, ["resolve"] + options, input: Array(domain.utf8), variables: ["XDG_CONFIG_HOME=/h"]
      ).text
    }
    #expect(try !resolved("--session").contains("<source"))
    #expect(try resolved().contains(source))
  }

  private func resolve(_ machine: String, _ options: String...) throws -> String {
    let versions = ["--libvirt", "9.0.0", "--qemu", "7.2.0"]
    return try Program.run(
      Program.virtChannelPath, ["resolve"] + options + versions + ["fixtures/resolution/\(machine).xml"],
      in: Fixtures.root
    ).text
  }

  private func golden(_ name: String) -> String {
    String(decoding: Fixtures.bytes("fixtures/resolution/\(name)") ?? [], as: UTF8.self)
  }
}
