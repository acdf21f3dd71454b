import TestKit
import Testing

@Suite struct FixCommandTests {
  private let folder = TemporaryFolder()

  @Test func printsADiffThatGitApplies() throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try Program.virtChannel("fix", Samples.only, "vm.xml", in: folder)
    #expect(run.status == 0)
    #expect(run.errorText == "would fix 1 in 1 file\n")
    #expect(try folder.text("vm.xml") == Samples.fixable)
    #expect(try Program.run("git", ["apply", "-"], in: folder.path, input: run.output).status == 0)
    #expect(try folder.text("vm.xml") == Samples.fixed)
  }

  @Test func writesWhenAskedAndFixingTwiceIsFixingOnce() throws {
    folder.write(Samples.fixable, to: "vm.xml", mode: 0o640)
    folder.link("link.xml", to: "vm.xml")
    let run = try Program.virtChannel("fix", Samples.only, "--write", "link.xml", in: folder)
    #expect(run.errorText == "fixed 1 in 1 file\n")
    #expect(run.text.isEmpty)
    #expect(try folder.text("vm.xml") == Samples.fixed)
    #expect(
      try Program.run("stat", ["-c", "%a %F", "link.xml", "vm.xml"], in: folder.path).text
        == "777 symbolic link\n640 regular file\n")
    #expect(
      try Program.virtChannel("fix", Samples.only, "--write", "vm.xml", in: folder).errorText == "no fixes available\n")
  }

  @Test func answersStandardInputWithTheMendedText() throws {
    let input = Array(Samples.fixable.utf8)
    let run = try Program.virtChannel("fix", Samples.only, "--write", "-", in: folder, input: input)
    #expect(run.text == Samples.fixed)
  }

  @Test func keepsLineEnds() throws {
    let old = Samples.domain(Samples.channel("a", " port='2'"), lineEnd: "\r\n")
    let new = Samples.domain(Samples.channel("a"), lineEnd: "\r\n")
    folder.write(old, to: "vm.xml")
    let diff = try Program.virtChannel("fix", Samples.only, "vm.xml", in: folder)
    folder.write(old, to: "other.xml")
    #expect(try Program.run("patch", ["--binary", "-s", "other.xml"], in: folder.path, input: diff.output).status == 0)
    #expect(try folder.text("other.xml") == new)
    #expect(try Program.virtChannel("fix", Samples.only, "--write", "vm.xml", in: folder).status == 0)
    #expect(try folder.text("vm.xml") == new)
  }

  @Test(arguments: [true, false]) func keepsUTF16(isLittleEndian: Bool) throws {
    func bytes(_ text: String) -> [UInt8] {
      "\u{FEFF}\(text)".utf16.flatMap { unit in
        let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
        return isLittleEndian ? [low, high] : [high, low]
      }
    }
    folder.write(bytes(Samples.fixable), to: "vm.xml")
    let diff = try Program.virtChannel("fix", Samples.only, "vm.xml", in: folder)
    #expect(diff.text.contains("\n-    <channel type='pty'><target type='virtio' port='2' name='a'/></channel>\n"))
    #expect(try Program.virtChannel("fix", Samples.only, "--write", "vm.xml", in: folder).status == 0)
    #expect(try folder.bytes("vm.xml") == bytes(Samples.fixed))
  }

  @Test func leavesAReadOnlyFileAlone() throws {
    let path = folder.write(Samples.fixable, to: "vm.xml")
    #expect(try Program.run("chmod", ["444", path]).status == 0)
    let run = try Program.virtChannel("fix", Samples.only, "--write", "vm.xml", in: folder)
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: vm.xml: is read-only\n")
    #expect(try folder.text("vm.xml") == Samples.fixable)
  }

  @Test func saysWhatNoFixChanges() throws {
    folder.write("<domain type='kvm'><name>a</nam></domain>\n", to: "vm.xml")
    let run = try Program.virtChannel("fix", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.text.isEmpty)
    #expect(run.errorText == "no fixes available; 1 finding has no fix\n")
  }

  @Test func fixesTenThousandFindings() throws {
    let channels = (0..<10_000).map { Samples.channel("a\($0)", " port='2'") }.joined(separator: "\n")
    folder.write(Samples.domain(channels), to: "vm.xml")
    let run = try Program.virtChannel("fix", Samples.only, "--write", "vm.xml", in: folder)
    #expect(run.errorText == "fixed 10000 in 1 file\n")
    #expect(try folder.text("vm.xml") == Samples.domain(channels.replacing(" port='2'", with: "")))
  }

  /// Killed at any time, the program leaves each file as it was or as it is to be, and the next run leaves nothing else.
  @Test func neverLeavesHalfAFile() throws {
    for delay in ["0.02", "0.03", "0.05", "0.08"] {
      for number in 0..<300 { folder.write(Samples.fixable, to: "\(number).xml") }
      _ = try Program.run(
        "timeout", ["-s", "KILL", delay, Program.virtChannelPath, "fix", Samples.only, "--write", "."],
        in: folder.path)
      for number in 0..<300 {
        let text = try folder.text("\(number).xml")
        #expect(text == Samples.fixable || text == Samples.fixed)
      }
      #expect(try Program.virtChannel("fix", Samples.only, "--write", ".", in: folder).status == 0)
      #expect(folder.names.count == 300)
    }
  }

  @Test func doesNotFollowLinksOutOfADirectory() throws {
    folder.folder("d")
    folder.write(Samples.fixable, to: "other.xml")
    folder.write(Samples.fixable, to: "d/vm.xml")
    folder.link("d/other.xml", to: "../other.xml")
    let run = try Program.virtChannel("fix", Samples.only, "--write", "d", in: folder)
    #expect(
      run.errorText == """
        fixed 1 in 1 file
        virt-channel: skipped, because symbolic links lead out of the directory: d/other.xml; give a file by name to fix it

        """)
    #expect(try folder.text("other.xml") == Samples.fixable)
    #expect(try folder.text("d/vm.xml") == Samples.fixed)
    let named = try Program.virtChannel("fix", Samples.only, "--write", "d/other.xml", in: folder)
    #expect(named.errorText == "fixed 1 in 1 file\n")
  }

  @Test func keepsCarriageReturns() throws {
    folder.write(Samples.domain(Samples.channel("a", " port='2'"), lineEnd: "\r"), to: "vm.xml")
    #expect(try Program.virtChannel("fix", Samples.only, "--write", "vm.xml", in: folder).status == 0)
    let fixed = Samples.domain(Samples.channel("a"), lineEnd: "\r")
    #expect(try folder.text("vm.xml") == fixed)
    let more = try Program.virtChannel("generate", "channel", "--name", "b", "--into", "vm.xml", "--write", in: folder)
    #expect(more.status == 0)
    let text = try folder.text("vm.xml")
    #expect(!text.contains("\n") && text.contains("\r    <channel type='unix'>\r"))
  }
}
