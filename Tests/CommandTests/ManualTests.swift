import TestKit
import Testing

@Suite struct ManualTests {
  @Test func everyCommandHasAPageWithAllItsOptions() throws {
    let commands = try Program.virtChannel("manual", "--list").text.split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .dropLast()
    #expect(commands.first == "")
    #expect(Set(commands).isSuperset(of: ["generate", "generate channel", "lint", "agent ping"]))
    for command in commands {
      let words = command.split(separator: " ").map(String.init)
      let page = try Program.run(Program.virtChannelPath, ["manual"] + words)
      #expect(page.status == 0)
      #expect(page.text.hasPrefix(".TH VIRT\\-CHANNEL"))
      #expect(try complaints(of: "man", ["--warnings", "-l", "-"], page).isEmpty)
      #expect(try complaints(of: "mandoc", ["-T", "lint", "-W", "warning"], page).isEmpty)
      let help = try Program.run(Program.virtChannelPath, words + ["--help"]).text
      for option in help.matches(of: #/(?m)^  (--[a-z-]+)/#).map(\.output.1) {
        #expect(page.text.contains("\\fB\(option.replacing("-", with: "\\-"))\\fR"), "\(command): \(option)")
      }
    }
  }

  @Test(arguments: ["lint", "fix", "agent ping"]) func aPageNamesTheStatusOfSignals(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let page = try Program.run(Program.virtChannelPath, ["manual"] + words).text
    let statuses = try #require(page.split(separator: ".SH EXIT STATUS\n").last?.split(separator: ".SH ").first)
    #expect(statuses.contains("\\fB130\\fR\nInterrupted by SIGINT"))
    #expect(statuses.contains("\\fB143\\fR\nInterrupted by SIGTERM"))
  }

  /// What a program that knows manual pages says of one; nothing where it is not installed.
  private func complaints(of program: String, _ arguments: [String], _ page: Program) throws -> String {
    guard try Program.run("/bin/sh", ["-c", "command -v \(program)"]).status == 0 else { return "" }
    let run = try Program.run(program, arguments, input: page.output, variables: ["MANWIDTH=80"])
    return program == "mandoc" ? run.text + run.errorText : run.errorText
  }

  @Test func aPageReadsAsOneOfTheSystem() throws {
    let page = try Program.virtChannel("manual", "generate", "controller").text
    for part in [
      ".SH NAME\nvirt\\-channel\\-generate\\-controller \\- ",
      ".SH SYNOPSIS\n\\fBvirt\\-channel generate controller\\fR",
      ".nf\nvirt\\-channel generate controller \\-\\-index 0", ".SS Address\n", "One of virtio, virtio\\-transitional",
      ".SH EXIT STATUS\n.TP\n\\fB0\\fR\n", "\\fBvirt\\-channel\\-generate\\fR(1)",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test func aPageNamesConfigurationSuppressionsEnvironmentAndFiles() throws {
    let page = try Program.virtChannel("manual", "lint").text
    for heading in ["CONFIGURATION", "SUPPRESSING FINDINGS", "ENVIRONMENT", "FILES", "EXAMPLES"] {
      #expect(page.contains(".SH \(heading)\n"), "\(heading)")
    }
    #expect(page.contains("\\fBvirt\\-channel\\-rules\\fR(7)"))
  }

  @Test func thePageOfRulesHasEveryRule() throws {
    let page = try Program.virtChannel("manual", "--rules")
    #expect(page.status == 0)
    #expect(page.text.matches(of: #/(?m)^\\fBVC\d{3} /#).count == Fixtures.names(in: "docs/rules").count - 1)
    #expect(try complaints(of: "man", ["--warnings", "-l", "-"], page).isEmpty)
  }

  @Test func thereIsNoPageForWhatIsNoCommand() throws {
    let program = try Program.virtChannel("manual", "generat")
    #expect(program.status == 2)
    #expect(program.text.isEmpty)
  }
}
