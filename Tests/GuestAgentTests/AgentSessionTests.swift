import GuestAgent
import JSONText
import TestKit
import Testing

@Suite struct AgentSessionTests {
  @Test(arguments: [FakeAgent.Behaviour.honest, .slow, .stale(oldAnswers)])
  func anAgentThatAnswersIsUnderstood(behaviour: FakeAgent.Behaviour) throws {
    let agent = try FakeAgent(behaviour)
    var session = try session(with: agent)
    try session.ping()
    #expect(try session.info()["version"]?.string == "7.2.22")
  }

  /// What earlier clients asked for, and a synchronization that was not ours.
  static let oldAnswers: [UInt8] =
    Array("{\"return\": 7}\n{\"return\": {\"old\": true}}\n".utf8) + [0xFF] + Array("{\"return\": 12345}\n{\"retu".utf8)

  @Test func aSessionSynchronizesOnceAndBeforeAnythingElse() throws {
    let agent = try FakeAgent()
    var session = try session(with: agent)
    try session.ping()
    try session.ping()
    let commands = agent.requests.compactMap {
      try? JSONValue(parsing: Array($0.drop { $0 != "{" }.utf8))["execute"]?.string
    }
    #expect(commands == ["guest-sync-delimited", "guest-ping", "guest-ping"])
    #expect(agent.requests.first?.hasPrefix("\u{FFFD}") == true)
  }

  @Test func anErrorOfTheAgentIsItsOwnCauseAndTheSessionGoesOn() throws {
    let agent = try FakeAgent()
    var session = try session(with: agent)
    let failure = failure { _ = try session.call(AgentRequest("guest-fly")) }
    #expect(failure?.reason == .agentError)
    #expect(failure?.message.contains("The command guest-fly has not been found") == true)
    try session.ping()
  }

  @Test func aLateAnswerIsNotTakenForTheNextOne() throws {
    let agent = try FakeAgent(.late(by: 300))
    var session = try session(with: agent)
    try session.synchronize()
    session.timeout = .milliseconds(100)
    #expect(failure { _ = try session.info() }?.reason == .timeout)
    session.timeout = .seconds(5)
    #expect(try session.call(AgentRequest("guest-ping")) == [:])
  }

  @Test func aLargeAnswerArrivesWhole() throws {
    let text = String(repeating: "0123456789abcdef", count: 1 << 18)
    let agent = try FakeAgent(.afterSync("{\"return\": \"\(text)\"}\n"))
    var session = try session(with: agent, timeout: .seconds(60))
    #expect(try session.call(AgentRequest("guest-file-read")).string == text)
  }

  @Test func shutdownSucceedsWithoutAnAnswer() throws {
    let agent = try FakeAgent(.closing(after: ""))
    var session = try session(with: agent)
    #expect(try session.call(AgentRequest("guest-shutdown", ["mode": "reboot"])) == [:])
    #expect(agent.requests.last == #"{"execute":"guest-shutdown","arguments":{"mode":"reboot"}}"#)
  }

  @Test func aProgramRunsInTheGuest() throws {
    let agent = try FakeAgent(.withRunningProgram)
    var session = try session(with: agent)
    let result = try session.run(GuestCommand("cat", ["-n"], environment: ["A=b"], input: Array("in".utf8)))
    #expect(result.exitCode == 3)
    #expect(result.output == Array("out\n".utf8))
    #expect(result.errorOutput == Array("err\n".utf8))
    #expect(
      agent.requests[1] == #"{"execute":"guest-exec","arguments":"#
        + #"{"path":"cat","capture-output":true,"arg":["-n"],"env":["A=b"],"input-data":"aW4="}}"#)
  }

  @Test(arguments: [
    "{}", #"{"exitcode": "x"}"#, #"{"exitcode": 1.5}"#, #"{"exitcode": 4294967296}"#, #"{"exitcode": -2147483649}"#,
    #"{"exitcode": null}"#, #"{"exitcode": 0, "signal": "x"}"#, #"{"signal": 1e3}"#, #"{"exitcode": 0, "out-data": 7}"#,
  ])
  func anExitThatIsNoneIsGarbage(status: String) throws {
    var members = try #require(try JSONValue(parsing: Array(status.utf8)).object)
    members["exited"] = true
    let agent = try FakeAgent(.ending(.object(members)))
    var session = try session(with: agent)
    #expect(failure { _ = try session.run(GuestCommand("true")) }?.reason == .garbage)
  }

  @Test(arguments: [
    (0, 0), (1, 1), (255, 255), (256, 255), (257, 1), (512, 255), (0x8000_0000, 255), (0xC000_0005, 5),
    (-1, 255), (-256, 255), (-0x8000_0000, 255),
  ])
  func aFailureStaysAFailure(code: Int, status: Int32) throws {
    let agent = try FakeAgent(.ending(["exited": true, "exitcode": .integer(code)]))
    var session = try session(with: agent)
    let result = try session.run(GuestCommand("true"))
    #expect(result.exitCode == code)
    #expect(result.exitStatus == status)
    #expect(result.isExitCodeShortened == !(0...255).contains(code))
  }

  @Test(arguments: [(1, 129), (9, 137), (0xC000_0005, 133), (0, 128)])
  func aSignalIsAFailure(signal: Int, status: Int32) throws {
    let agent = try FakeAgent(.ending(["exited": true, "signal": .integer(signal)]))
    var session = try session(with: agent)
    #expect(try session.run(GuestCommand("true")).exitStatus == status)
  }

  @Test(arguments: [
    ("Command guest-exec has been disabled: the agent is in frozen state", ["guest-fsfreeze-thaw"], ["allow-rpcs"]),
    ("Command guest-exec has been disabled: the command is not allowed", ["allow-rpcs"], ["thaw"]),
    ("The command guest-exec has been disabled for this instance", ["allow-rpcs", "guest-fsfreeze-thaw"], []),
    ("Guest frozen: the network card has been removed", [], ["thaw", "allow-rpcs"]),
    ("disabled by policy", [], ["thaw", "allow-rpcs"]),
  ])
  func helpFitsTheReason(description: String, helps: [String], doesNot: [String]) throws {
    let error: JSONValue = ["error": ["class": "GenericError", "desc": .string(description)]]
    let agent = try FakeAgent(.afterSync("\(error)\n"))
    var session = try session(with: agent)
    let help = failure { try session.ping() }?.help ?? ""
    for word in helps { #expect(help.contains(word)) }
    for word in doesNot { #expect(!help.contains(word)) }
  }

  @Test func aProgramThatDoesNotEndIsLeftAfterTheDeadline() throws {
    let agent = try FakeAgent(.withRunningProgram)
    var session = try session(with: agent)
    let failure = failure { _ = try session.run(GuestCommand("sleep", ["9"]), until: .after(.zero)) }
    #expect(failure?.reason == .timeout)
    #expect(failure?.message == "'sleep' is still running in the guest as process 42")
  }
}

extension FakeAgent.Behaviour {
  /// Answers like qemu-ga, except `guest-info`, for which it takes so many milliseconds.
  static func late(by milliseconds: UInt32) -> Self {
    Self { peer in
      while let line = peer.readLine() {
        if String(decoding: line, as: UTF8.self).contains("guest-info") { pause(milliseconds: milliseconds) }
        peer.write(FakeAgent.answer(to: line))
      }
    }
  }

  /// Says that the program has ended in some way.
  static func ending(_ status: JSONValue) -> Self {
    Self { peer in
      while let line = peer.readLine() {
        let isQuestion = String(decoding: line, as: UTF8.self).contains("guest-exec-status")
        peer.write(isQuestion ? Array("{\"return\": \(status)}\n".utf8) : FakeAgent.answer(to: line))
      }
    }
  }

  /// Says twice that the program still runs.
  static var withRunningProgram: Self {
    Self { peer in
      var questions = 0
      while let line = peer.readLine() {
        if String(decoding: line, as: UTF8.self).contains("guest-exec-status") { questions += 1 }
        peer.write(
          (1...2).contains(questions) ? Array("{\"return\": {\"exited\": false}}\n".utf8) : FakeAgent.answer(to: line))
      }
    }
  }
}
