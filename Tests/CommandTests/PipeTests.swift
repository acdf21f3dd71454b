import TestKit
import Testing

/// What comes out when nobody looks at a terminal, or when who looked has gone.
@Suite struct PipeTests {
  private let folder = TemporaryFolder()

  @Test(arguments: [
    "lint vm.xml", "lint --format json vm.xml", "fix vm.xml", "map vm.xml", "argv vm.xml", "resolve vm.xml", "explain",
    "generate --list-presets", "generate --schema", "manual", "--help", "--generate-completion-script bash",
  ])
  func aReaderThatGoesAwayIsNoError(_ arguments: String) throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let alone = try Program.run("/bin/sh", ["-c", "\"$0\" \(arguments)", Program.virtChannelPath], in: folder.path)
    let script = "{ sleep 0.1; \"$0\" \(arguments); echo $? > status; } 2> errors | true"
    _ = try Program.run("/bin/sh", ["-c", script, Program.virtChannelPath], in: folder.path)
    #expect(try folder.text("status") == "\(alone.status)\n")
    #expect(try folder.text("errors") == alone.errorText)
  }

  @Test(arguments: [([], false), (["--color", "always"], true), (["--color", "never"], false)])
  func coloursAreForTerminals(_ options: [String], _ isColored: Bool) throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try Program.run(Program.virtChannelPath, ["lint", "vm.xml"] + options, in: folder.path)
    #expect(run.output.contains(0x1B) == isColored)
  }

  @Test func columnsAreAsWideAsATerminalShowsThem() throws {
    let names = ["漢字", "e\u{301}a", "😀", "abcd"]
    let channels = names.map { "<channel type='pty'><target type='virtio' name='\($0)'/></channel>" }.joined()
    let map = try Program.virtChannel("map", "-", input: channels).text.split(separator: "\n").dropFirst()
    #expect(map.count == names.count)
    let devices = map.map { line in
      let before = line.prefix(upTo: line.firstRange(of: "/dev/vport")?.lowerBound ?? line.endIndex)
      let wide = before.unicodeScalars.count { $0.value > 0x2E80 } - before.unicodeScalars.count { $0 == "\u{301}" }
      return before.unicodeScalars.count + wide
    }
    #expect(Set(devices).count == 1, "\(devices)")
  }

  @Test(arguments: [".", "b*"]) func aFileWhoseNameIsNoTextIsToldOf(_ path: String) throws {
    let script = "cp \"$1\" \"$(printf 'b\\377.xml')\" && exec \"$0\" lint \(path)"
    let file = folder.write(Samples.fixed, to: "vm.xml")
    let run = try Program.run("/bin/bash", ["-c", script, Program.virtChannelPath, file], in: folder.path)
    #expect(run.status == 2)
    #expect(run.errorText.contains("b\u{FFFD}.xml: has a name that is not valid UTF-8\n"))
  }
}
