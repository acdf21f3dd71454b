import TestKit
import Testing

@Suite struct UsageTests {
  @Test func wrongUsageEndsWithTwo() throws {
    let program = try Program.virtChannel("--bogus")
    #expect(program.status == 2)
    #expect(program.text.isEmpty)
    #expect(program.errorText.hasPrefix("virt-channel: Unknown option '--bogus'\n"))
  }

  @Test(arguments: [["generate", "--help"], ["help", "generate"], ["agent", "ping", "-h"]])
  func helpNamesTheWholeCommand(arguments: [String]) throws {
    let program = try Program.run(Program.virtChannelPath, arguments)
    #expect(program.status == 0)
    let words = arguments.filter { !["help", "--help", "-h"].contains($0) }
    #expect(program.text.contains("\nUSAGE: virt-channel \(words.joined(separator: " ")) "))
  }

  @Test func theVersionNamesTheNewestKnownLibvirtAndQEMU() throws {
    let program = try Program.virtChannel("--version")
    #expect(program.status == 0)
    #expect(program.text.wholeMatch(of: /virt-channel \S+ \(libvirt 12\.8\.0, QEMU 11\.1\.3\)\n/) != nil)
  }

  @Test func theChangelogTellsOfTheVersion() throws {
    let version = try #require(Program.virtChannel("--version").text.split(separator: " ").dropFirst().first)
    let changes = String(decoding: try #require(Fixtures.bytes("CHANGELOG.md")), as: UTF8.self)
    #expect(changes.contains("\n## \(version)"))
  }

  @Test func tellsOfAFullDisk() throws {
    let program = try Program.run("/bin/sh", ["-c", "exec \"$0\" --version >/dev/full", Program.virtChannelPath])
    #expect(program.status == 2)
    #expect(program.errorText == "virt-channel: <stdout>: No space left on device\n")
  }

  @Test func isSilentWhenTheReaderGoesAway() throws {
    let script = "{ sleep 0.1; \"$0\" --version; echo $? >&2; } | true"
    let program = try Program.run("/bin/bash", ["-c", script, Program.virtChannelPath])
    #expect(program.errorText == "0\n")
  }
}
