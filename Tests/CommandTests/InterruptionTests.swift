import JSONText
import TestKit
import Testing

/// A signal ends a run of many files: the status and the report say so.
@Suite struct InterruptionTests {
  private let folder = TemporaryFolder()

  init() {
    let channels = (0..<200).map { Samples.channel("a\($0)", " port='2'") }.joined(separator: "\n")
    for number in 0..<400 { folder.write(Samples.domain(channels), to: "\(number).xml") }
  }

  @Test(arguments: [("INT", Int32(130)), ("TERM", 143)])
  func aSignalIsTheStatus(signal: String, status: Int32) throws {
    let run = try interrupted(by: signal, "lint", ".")
    #expect(run.status == status)
    #expect(run.errorText.contains(#/virt-channel: interrupted after \d+ of 400 files\n/#))
    #expect(run.errorText.contains(#/, \d+ not checked/#))
  }

  @Test(arguments: [["map", "."], ["map", "--format", "json", "."], ["compare", "--from", "debian12", "."]])
  func whatComparesOneAfterAnotherEndsToo(command: [String]) throws {
    let run = try interrupted(by: "TERM", command)
    #expect(run.status == 143)
    #expect(run.errorText.contains(#/virt-channel: interrupted after \d+ of 400 files\n/#))
  }

  @Test func theReportSaysThatItIsNotWhole() throws {
    let sarif = try JSONValue(parsing: try interrupted(by: "INT", "lint", "--format", "sarif", ".").output)
    let invocation = sarif["runs"]?.array?.first?["invocations"]?.array?.first
    #expect(invocation?["executionSuccessful"] == false)
    let json = try JSONValue(parsing: try interrupted(by: "TERM", "lint", "--format", "json", ".").output)
    #expect(json["summary"]?["notReached"]?.integer ?? 0 > 0)
  }

  @Test func filesThatAreFixedAreCounted() throws {
    let run = try interrupted(by: "INT", "fix", "--write", ".")
    #expect(run.status == 130)
    let count = try #require(run.errorText.firstMatch(of: #/interrupted after (\d+) of 400 files/#))
    let left = try Program.virtChannel("fix", ".", in: folder)
    #expect(left.errorText.contains("in \(400 - (Int(count.1) ?? 0)) files"))
  }

  /// Sends the signal as soon as the program has begun to listen for it.
  private func interrupted(by signal: String, _ arguments: String...) throws -> Program {
    try interrupted(by: signal, arguments)
  }

  private func interrupted(by signal: String, _ arguments: [String]) throws -> Program {
    let script = """
      signal=$1; shift
      "$0" "$@" & child=$!
      until grep -q '^SigCgt:.*[4-7c-f]...$' /proc/$child/status; do :; done
      kill -$signal $child
      wait $child
      """
    return try Program.run(
      "bash", ["-c", script, Program.virtChannelPath, signal] + arguments, in: folder.path)
  }
}
