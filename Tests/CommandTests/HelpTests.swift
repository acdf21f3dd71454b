import TestKit
import Testing

/// What a person is told who asks, or who mistypes.
@Suite struct HelpTests {
  static let commands: [[String]] = {
    let list = (try? Program.virtChannel("manual", "--list").text) ?? ""
    return list.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { command in
      command.split(separator: " ").map(String.init)
    }
  }()

  /// An example that is too long for its line would go on at the margin.
  @Test(arguments: commands) func everyCommandShowsExamplesThatFitTheirLines(_ command: [String]) throws {
    let help = try Program.run(Program.virtChannelPath, command + ["--help"])
    #expect(help.status == 0)
    #expect(help.errors.isEmpty)
    let name = (["virt-channel"] + command.filter { $0 != "devices" }).joined(separator: " ")
    let lines = help.text.split(separator: "\n", omittingEmptySubsequences: false)
    let examples = lines.indices.filter { lines[$0].hasPrefix("  ") && lines[$0].contains(name) }
    #expect(!examples.isEmpty)
    for example in examples {
      #expect(lines[example + 1].isEmpty || lines[example + 1].hasPrefix("  "), "\(lines[example])")
    }
  }

  @Test(arguments: [
    (["lnit", "vm.xml"], "'lint'"), (["gen"], "'generate'"), (["agent", "pnig"], "'agent ping'"),
    (["generate", "chanel"], "'generate channel'"), (["help", "lnit"], "'lint'"), (["guest", "lst"], "'guest list'"),
    (["lint", "--fromat", "json"], "'--format'"), (["agent", "exec", "--tiemout", "3", "a", "b"], "'--timeout'"),
    (["lint", "--format", "jsn"], "'json'"), (["lint", "--severity", "warn"], "'warning'"),
    (["lint", "--format", "SARIF"], "'sarif'"), (["map", "--guest", "win"], "'windows'"),
    (["generate", "--preset", "guest_agent"], "'guest-agent'"), (["generate", "channel", "--type", "unx"], "'unix'"),
    (["generate", "controller", "--model", "virtoi"], "'virtio'"), (["explain", "duplicat-port"], "'duplicate-port'"),
    (["lint", "--ignore", "VC2O1"], "'VC201'"),
  ])
  func whatWasMeantIsSaidOnTheFirstLine(_ arguments: [String], _ meant: String) throws {
    let program = try Program.run(Program.virtChannelPath, arguments)
    #expect(program.status == 2)
    let firstLine = program.errorText.prefix { $0 != "\n" }
    #expect(firstLine.lowercased().contains("did you mean \(meant.lowercased())?"), "\(firstLine)")
    #expect(firstLine.contains(meant), "\(firstLine)")
  }

  @Test(arguments: ["frobnicate", "x"]) func whatIsLikeNothingGetsNoSuggestion(_ word: String) throws {
    let program = try Program.virtChannel(word)
    #expect(program.status == 2)
    #expect(!program.errorText.contains("mean"))
  }

  @Test func theProgramsOwnHelpIsNotTheGuestProgramsHelp() throws {
    #expect(try Program.virtChannel("agent", "exec", "--help").text.contains("USAGE: virt-channel agent exec"))
    let asked = try Program.virtChannel("agent", "exec", "/nowhere/agent.sock", "ls", "--help")
    #expect(asked.status == 101)
  }

  /// A command that refuses its arguments itself names its own help, not that of the program.
  @Test(arguments: [
    ["agent", "call", "/run/x"], ["agent", "call", "/run/x", "guest-ping", "[1]"], ["agent", "exec", "/run/x"],
  ])
  func wrongArgumentsNameTheHelpOfTheirCommand(_ arguments: [String]) throws {
    let program = try Program.run(Program.virtChannelPath, arguments)
    #expect(program.status == 2)
    let name = "virt-channel \(arguments.prefix(2).joined(separator: " "))"
    #expect(!program.errorText.contains("<subcommand>"))
    #expect(program.errorText.contains("  See '\(name) --help' for more information.\n"))
  }
}
