import TestKit
import Testing

/// Without an option `lint` does not go through the argument parser; `--` sends it there, and changes nothing else.
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

  private func expectTheSame(_ paths: [String]) throws {
    let plain = try Program.run(Program.virtChannelPath, ["lint"] + paths, in: folder.path)
    let parsed = try Program.run(Program.virtChannelPath, ["lint", "--"] + paths, in: folder.path)
    #expect(plain.text == parsed.text)
    #expect(plain.errorText == parsed.errorText)
    #expect(plain.status == parsed.status)
  }
}
