import TestKit
import Testing

/// Without an option `lint`, `argv`, `map` and `resolve` do not go through the argument parser; `--` sends it there, and changes nothing else.
@Suite struct PlainLintTests {
  private let folder = TemporaryFolder()

  init() {
    folder.write(Samples.fixable, to: "vm.xml")
    folder.write(Samples.fixed, to: "clean.xml")
    folder.write(Samples.refused, to: "refused.xml")
    folder.folder("some")
    folder.write(Samples.fixable, to: "some/vm.xml")
  }

  @Test(arguments: [
    ["vm.xml"], ["clean.xml"], ["refused.xml"], ["vm.xml", "clean.xml"], ["some"], ["."], ["nowhere.xml"],
    ["vm.xml", ""],
    ["lint", "vm.xml"], ["help"],
  ]) func saysWhatTheParsedCommandSays(paths: [String]) throws {
    try expectTheSame(paths)
  }

  @Test(arguments: [
    #"{"fail-on": "never"}"#, #"{"ignore": ["VC1"]}"#, #"{"libvirt": "7.0.0"}"#, #"{"max-size": "1K"}"#, "{",
  ])
  func readsTheConfiguration(text: String) throws {
    folder.write(text, to: ".virt-channel.json")
    try expectTheSame(["vm.xml", "refused.xml"])
  }

  @Test(
    arguments: ["argv", "map", "resolve"],
    ["vm.xml", "clean.xml", "refused.xml", "template.xml", "nowhere.xml", "some", ""])
  func aCommandOfOneDomainSaysWhatTheParsedCommandSays(command: String, path: String) throws {
    folder.write(
      "<domain type='kvm'><os><type machine='{{ m }}'>hvm</type></os><devices/></domain>", to: "template.xml")
    try expectTheSame([path], of: command)
  }

  private func expectTheSame(_ paths: [String], of command: String = "lint") throws {
    let plain = try Program.run(Program.virtChannelPath, [command] + paths, in: folder.path)
    let parsed = try Program.run(Program.virtChannelPath, [command, "--"] + paths, in: folder.path)
    #expect(plain.text == parsed.text)
    #expect(plain.errorText == parsed.errorText)
    #expect(plain.status == parsed.status)
  }
}
