import JSONText
import SourceText
import TestKit
import Testing

@Suite struct LintCommandTests {
  private let folder = TemporaryFolder()

  @Test func aFileThatIsNamedTwiceCountsOnce() throws {
    folder.folder("d")
    folder.write(Samples.fixable, to: "d/vm.xml")
    folder.link("link.xml", to: "d/vm.xml")
    let run = try Program.virtChannel(
      "lint", Samples.only, "d/vm.xml", "./d/vm.xml", folder.path("d/vm.xml"), "d", "link.xml", ".", in: folder)
    #expect(run.errorText.hasSuffix(" in 1 file; 1 can be fixed\n"), "\(run.errorText)")
    #expect(run.text.split(separator: "legacy-virtio-target-attrs").count == 2)
  }

  @Test func printsFindingsAndASummary() throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try Program.virtChannel("lint", Samples.only, "vm.xml", in: folder)
    #expect(run.status == 1)
    let lines = run.text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("vm.xml:6:47: warning: ") == true)
    #expect(lines.first?.hasSuffix(" [VC108 legacy-virtio-target-attrs]") == true)
    #expect(lines[1] == "    6 |     <channel type='pty'><target type='virtio' port='2' name='a'/></channel>")
    #expect(lines[2] == "      |                                               ^^^^")
    #expect(run.errorText == "1 warning in 1 file; 1 can be fixed\n")
  }

  @Test(arguments: [("warning", 1), ("note", 1), ("error", 0), ("never", 0)])
  func failsFromTheSeverityThatWasAskedFor(failOn: String, status: Int32) throws {
    let input = Array(Samples.fixable.utf8)
    let run = try Program.virtChannel("lint", Samples.only, "--fail-on", failOn, in: folder, input: input)
    #expect(run.status == status)
  }

  @Test func hidesWhatIsLessThanAskedFor() throws {
    let input = Array(Samples.fixable.utf8)
    let run = try Program.virtChannel("lint", Samples.only, "--severity=error", in: folder, input: input)
    #expect(run.status == 0)
    #expect(run.text.isEmpty && run.errorText.isEmpty)
  }

  @Test func saysNothingOfACleanFile() throws {
    let run = try Program.virtChannel("lint", Samples.only, "-", in: folder, input: Array(Samples.fixed.utf8))
    #expect(run.status == 0)
    #expect(run.text.isEmpty && run.errorText.isEmpty)
  }

  @Test(arguments: [
    ("", "VC001"), ("<domain>", "VC001"), ("\u{0}\u{1}\u{2}", "VC003"),
    ("<!DOCTYPE a><a/>", "VC002"),
  ])
  func findsWhatIsNoXML(text: String, code: String) throws {
    let path = folder.write(text, to: "x.xml")
    let run = try Program.virtChannel("lint", path)
    #expect(run.status == 1)
    #expect(run.text.contains("x.xml:1:"))
    #expect(run.text.contains(" error: ") && run.text.contains(" [\(code) "))
  }

  @Test func checksFoldersInOrderAndCountsWhatIsNoDomain() throws {
    folder.folder("d")
    for number in 0..<300 {
      folder.write(number % 3 == 0 ? "<network/>" : Samples.fixable, to: "d/\(1000 + number).xml")
    }
    let run = try Program.virtChannel("lint", Samples.only, "--format=gcc", "d", "-j3", in: folder)
    let names = run.text.split(separator: "\n").map { $0.prefix(while: { $0 != ":" }) }
    #expect(names.count == 200)
    #expect(names == names.sorted())
    let text = try Program.virtChannel("lint", Samples.only, "d", in: folder)
    #expect(text.errorText == "200 warnings in 200 files, 100 skipped; 200 can be fixed\n")
  }

  @Test func goesOnBehindWhatCannotBeRead() throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try Program.virtChannel("lint", "gone.xml", Samples.only, "--format", "json", "vm.xml", in: folder)
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: gone.xml: No such file or directory\n")
    let report = try JSONValue(parsing: run.text)
    #expect(report["findings"]?.array?.count == 1)
    #expect(
      report["summary"]?["unreadable"] == [["file": "gone.xml", "reason": "No such file or directory"]])
  }

  /// Files with one linter are checked together; what is between them is told in its place.
  @Test(arguments: ["-j1", "-j2"]) func tellsFilesOfSeveralKindsInOrder(_ jobs: String) throws {
    folder.folder("strict")
    folder.write(#"{"select": ["VC108"]}"#, to: "strict/.virt-channel.json")
    let texts = [Samples.fixable, "<domain", Samples.fixable, "<domain type='lxc'/>", Samples.fixable]
    let paths = (0..<60).map { number in "\(number % 7 == 6 ? "strict/" : "")\(1000 + number).xml" }
    for (number, path) in paths.enumerated() { folder.write(texts[number % texts.count], to: path) }
    let named = paths.enumerated().flatMap { $0.offset == 30 ? ["gone.xml", $0.element] : [$0.element] }
    let options = ["lint", "--ignore=VC8", "--format=gcc", jobs]
    let together = try Program.run(Program.virtChannelPath, options + named, in: folder.path)
    let alone = try paths.map { try Program.run(Program.virtChannelPath, options + [$0], in: folder.path).text }
    #expect(together.text == alone.joined())
    #expect(together.errorText.hasPrefix("virt-channel: gone.xml: No such file or directory\n"))
  }

  @Test func refusesWhatIsTooLarge() throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try Program.virtChannel("lint", "--max-size", "100", "vm.xml", in: folder)
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: vm.xml: is larger than 100; increase the limit with --max-size\n"))
  }

  @Test func obeysItsConfiguration() throws {
    folder.write(#"{"select": ["VC108"], "fail-on": "error"}"#, to: ".virt-channel.json")
    folder.write(Samples.fixable, to: "vm.xml")
    #expect(try Program.virtChannel("lint", "vm.xml", in: folder).status == 0)
    #expect(try Program.virtChannel("lint", "vm.xml", "--fail-on=warning", in: folder).status == 1)
    #expect(try Program.virtChannel("lint", "vm.xml", "--no-config", in: folder).status == 1)
    folder.write("{\"slect\": []}", to: "other.json")
    let run = try Program.virtChannel("lint", "vm.xml", "--config", "other.json", in: folder)
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: other.json:1:2: unknown setting 'slect'; did you mean 'select'?\n")
  }

  @Test func complainsOfRulesThatDoNotExist() throws {
    let run = try Program.virtChannel("lint", "--ignore", "VC108,legacy-virtio-target-atrs", "-", in: folder)
    #expect(run.status == 2)
    #expect(
      run.errorText.contains(
        "unknown rule 'legacy-virtio-target-atrs'; did you mean 'legacy-virtio-target-attrs'?"))
  }

  @Test func countsByRuleWhenAsked() throws {
    let input = Array(Samples.fixable.utf8)
    let run = try Program.virtChannel(
      "lint", Samples.only, "--statistics", "--format=jsonl", in: folder, input: input)
    #expect(run.errorText == "1  warning  VC108  legacy-virtio-target-attrs (1 fixable)\n")
  }

  @Test func colorsAreAQuestionOfTaste() throws {
    let input = Array(Samples.fixable.utf8)
    let plain = try Program.virtChannel("lint", Samples.only, in: folder, input: input)
    let colored = try Program.virtChannel("lint", Samples.only, "--color=always", in: folder, input: input)
    #expect(!plain.text.contains("\u{1B}"))
    #expect(colored.text.contains("\u{1B}[1;33mwarning:\u{1B}[0m"))
  }

  @Test func stopsQuietlyWhenTheReaderGoesAway() throws {
    for number in 0..<200 { folder.write(Samples.fixable, to: "\(number).xml") }
    let script = "\"$0\" lint --select VC108 . 2>&1 >&3 | cat >&2"
    let run = try Program.run(
      "/bin/bash", ["-c", "{ \(script); } 3>&1 | head -1", Program.virtChannelPath], in: folder.path)
    #expect(run.text.contains(": warning: "))
    #expect(!run.errorText.contains("virt-channel:"))
  }

  @Test func tellsOfAFullDisk() throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try Program.run(
      "/bin/sh", ["-c", "\"$0\" lint vm.xml >/dev/full", Program.virtChannelPath], in: folder.path)
    #expect(run.status == 2)
    #expect(run.errorText.contains("virt-channel: <stdout>: No space left on device\n"))
  }

  @Test func showsTenThousandFindings() throws {
    let channels = (0..<10_000).map { Samples.channel("a\($0)", " port='2'") }.joined(separator: "\n")
    let input = Array(Samples.domain(channels).utf8)
    let run = try Program.virtChannel("lint", Samples.only, "--format=gcc", in: folder, input: input)
    #expect(run.text.split(separator: "\n").count == 10_000)
  }

  @Test func explainsRules() throws {
    let run = try Program.virtChannel("explain", "vc108")
    #expect(run.text.hasPrefix("# VC108 legacy-virtio-target-attrs\n\n"))
    #expect(try Program.virtChannel("explain").text.contains("VC108  legacy-virtio-target-attrs  "))
    let unknown = try Program.virtChannel("explain", "legacy-virtio-target")
    #expect(unknown.status == 2)
    #expect(unknown.errorText.contains("did you mean 'legacy-virtio-target-attrs'?"))
  }

  @Test func comparesTheDomainsOfARun() throws {
    for name in ["b", "a"] {
      let source = "<source mode='bind' path='/run/a.sock'/><target type='virtio' name='x'/>"
      let text = Samples.domain("<channel type='unix'>\(source)</channel>").replacing(">vm<", with: ">\(name)<")
      folder.write(text, to: "\(name).xml")
    }
    let run = try Program.virtChannel("lint", "--select=VC801", "b.xml", "a.xml", in: folder)
    #expect(run.status == 1)
    #expect(
      run.text == """
        a.xml:6:52: warning: domain 'b' listens on the same path [VC801 shared-socket-path]
            6 |     <channel type='unix'><source mode='bind' path='/run/a.sock'/><target type='virtio' name='x'/></channel>
              |                                                    ^^^^^^^^^^^
        b.xml:6:52: note: domain 'b'
            6 |     <channel type='unix'><source mode='bind' path='/run/a.sock'/><target type='virtio' name='x'/></channel>
              |                                                    ^^^^^^^^^^^
              = help: use a separate path for each domain, or omit the path of a channel to let libvirt assign one

        """)
    #expect(run.errorText == "1 warning in 1 of 2 files\n")
  }
}
