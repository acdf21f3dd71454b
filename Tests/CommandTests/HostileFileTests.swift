import TestKit
import Testing

/// Files that are none, disks that are full, and ends that come too early.
@Suite struct HostileFileTests {
  private let folder = TemporaryFolder()

  static let files = [
    ("pipe", "is a named pipe; redirect it to standard input"), ("/dev/zero", "is not a regular file"),
    ("loop", "Too many levels of symbolic links"), ("gone", "No such file or directory"),
    ("/proc/self/mem", "Input/output error"),
  ]

  @Test(arguments: files) func whatCannotBeReadIsSaid(file: String, reason: String) throws {
    try #require(try Program.run("mkfifo", [folder.path("pipe")]).status == 0)
    folder.link("loop", to: "loop")
    for command in [
      ["lint"], ["fix"], ["fix", "--write"], ["argv"], ["resolve"], ["map"], ["xml"],
      ["generate", "devices", "--from"],
    ] {
      let run = try Program.run("timeout", ["60", Program.virtChannelPath] + command + [file], in: folder.path)
      #expect(run.status == 2, "\(command)")
      #expect(run.errorText.contains("virt-channel: \(file): \(reason)\n"), "\(command): \(run.errorText)")
      #expect(run.text.isEmpty, "\(command)")
    }
  }

  @Test(arguments: ["argv", "resolve", "xml"]) func aFolderIsNoDomain(command: String) throws {
    let run = try Program.virtChannel(command, folder.path)
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: \(folder.path): is a directory\n")
  }

  /// A folder that holds itself ends somewhere.
  @Test func aFolderInACircleIsWalkedOnce() throws {
    folder.folder("a")
    folder.link("a/b", to: "..")
    folder.write(Samples.fixed, to: "a/vm.xml")
    let run = try Program.virtChannel("lint", Samples.only, "--statistics", ".", in: folder)
    #expect(run.status == 0)
  }

  @Test func aFullDiskLosesNothing() throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try shell("(ulimit -f 0; \"$0\" fix --write \(Samples.only) vm.xml; echo $?) 2>&1 | cat")
    #expect(run.text.contains("File too large"))
    #expect(run.text.hasSuffix("\n2\n"))
    #expect(try folder.text("vm.xml") == Samples.fixable)
    #expect(folder.names == ["vm.xml"])
  }

  @Test(arguments: ["lint", "resolve", "argv"]) func outputThatCannotBeWrittenIsSaid(command: String) throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try shell("\"$0\" \(command) vm.xml > /dev/full")
    #expect(run.status == 2)
    #expect(run.errorText.contains("No space left on device"))
  }

  /// However early the process is killed, the file is the old one or the new one.
  @Test func whoIsKilledWhileWritingLosesNothing() throws {
    let devices = String(repeating: Samples.channel("a", " port='2'") + "\n", count: 500)
    let old = Samples.domain(devices)
    folder.write(old, to: "vm.xml")
    _ = try Program.virtChannel("fix", Samples.only, "--write", "vm.xml", in: folder)
    let new = try folder.text("vm.xml")
    try #require(new != old)
    for delay in ["0.01", "0.03", "0.05", "0.1", "0.15", "0.2", "0.3", "0.4"] {
      folder.write(old, to: "vm.xml")
      _ = try shell("timeout -s KILL \(delay) \"$0\" fix \(Samples.only) --write vm.xml; true")
      let text = try folder.text("vm.xml")
      #expect(text == old || text == new, "killed after \(delay) s")
    }
  }

  private func shell(_ script: String) throws -> Program {
    try Program.run("/bin/sh", ["-c", script, Program.virtChannelPath], in: folder.path)
  }
}
