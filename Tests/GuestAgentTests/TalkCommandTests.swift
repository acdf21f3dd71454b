import GuestAgent
import JSONText
import TestKit
import Testing

@Suite struct TalkCommandTests {
  @Test func pingTellsThatTheAgentAnswers() throws {
    let agent = try FakeAgent()
    let ping = try Program.virtChannel("agent", "ping", agent.path)
    #expect(ping.status == 0)
    #expect(try JSONValue(parsing: ping.output)["answered"] == true)
    #expect(ping.errorText == "")
    let text = try Program.virtChannel("agent", "ping", "unix:" + agent.path, "--format", "text")
    #expect(text.text.hasPrefix("the guest agent responded after "))
  }

  @Test func infoAndNetworkShowWhatTheAgentReturns() throws {
    let agent = try FakeAgent()
    let info = try Program.virtChannel("agent", "info", agent.path)
    #expect(try JSONValue(parsing: info.output)["version"] == "7.2.22")
    let infoText = try Program.virtChannel("agent", "info", agent.path, "--format", "text")
    #expect(infoText.text == "qemu-ga 7.2.22\nguest-exec\nguest-ping\nguest-shutdown (disabled)\n")
    let network = try Program.virtChannel("agent", "network", agent.path, "--format", "text")
    #expect(
      network.text == """
        NAME  MAC ADDRESS        ADDRESS
        lo    00:00:00:00:00:00  127.0.0.1/8
        eth0  52:54:00:12:34:56  192.0.2.7/24
        eth0  52:54:00:12:34:56  2001:db8::7/64

        """)
  }

  @Test func execIsTheProgramInTheGuest() throws {
    let agent = try FakeAgent()
    let exec = try Program.virtChannel("agent", "exec", "--stdin", agent.path, "cat", "-n", "--", input: "in")
    #expect(exec.status == 3)
    #expect(exec.text == "out\n")
    #expect(exec.errorText == "err\n")
    #expect(
      agent.requests[1] == #"{"execute":"guest-exec","arguments":"#
        + #"{"path":"cat","capture-output":true,"arg":["-n","--"],"input-data":"aW4="}}"#)
    let json = try Program.virtChannel("agent", "exec", "--json", agent.path, "--", "true")
    #expect(json.status == 0)
    #expect(try JSONValue(parsing: json.output)["out-data"] == "b3V0Cg==")
  }

  @Test func anExitCodeThatDoesNotFitIsAFailureAndSaid() throws {
    let agent = try FakeAgent(.ending(["exited": true, "exitcode": 512]))
    let exec = try Program.virtChannel("agent", "exec", agent.path, "true")
    #expect(exec.status == 255)
    #expect(
      exec.errorText == "virt-channel: the exit code 512 is not a valid exit status; the exit status is 255\n")
  }

  @Test func callRunsAnyCommand() throws {
    let agent = try FakeAgent()
    let call = try Program.virtChannel("agent", "call", agent.path, "guest-sync", #"{"id": 7}"#)
    #expect(call.text == "7\n")
    let wrong = try Program.virtChannel("agent", "call", agent.path, "guest-sync", "[7]")
    #expect(wrong.status == 2)
    #expect(wrong.errorText.contains("the arguments are not a JSON object"))
  }

  @Test func aCauseIsASentenceAndAnExitStatus() throws {
    let agent = try FakeAgent(.deaf)
    let ping = try Program.virtChannel("agent", "ping", agent.path, "--timeout", "0.1")
    #expect(ping.status == FailureReason.portClosed.exitStatus)
    #expect(
      ping.errorText.hasPrefix(
        "virt-channel: connected to '\(agent.path)', but no program in the guest has opened the port [port-closed]\n  help: "
      ))
    #expect(ping.text == "")
    let json = try Program.virtChannel("agent", "ping", agent.path, "--timeout", "0.1", "--format", "json")
    #expect(try JSONValue(parsing: json.output)["error"]?["cause"] == "port-closed")
  }

  @Test func waitLastsUntilTheAgentIsThere() throws {
    let agent = try FakeAgent(after: 300)
    let wait = try Program.virtChannel("agent", "wait", agent.path)
    #expect(wait.status == 0)
  }

  @Test func connectJoinsStandardInputAndOutput() throws {
    let agent = try FakeAgent(.answeringAtTheEnd)
    let connect = try Program.virtChannel("connect", agent.path, input: "question\n")
    #expect(connect.status == 0)
    #expect(connect.text == String(repeating: "answer\n", count: 10_000))
    #expect(agent.requests == ["question"])
  }

  @Test func connectTellsWhoHoldsTheSocket() throws {
    let agent = try FakeAgent()
    var holder = try session(with: agent)
    try holder.ping()
    let connect = try Program.virtChannel("connect", agent.path)
    #expect(connect.status == FailureReason.held.exitStatus)
    #expect(connect.errorText.contains("is connected to '\(agent.path)'; QEMU serves one client at a time [held]"))
    try holder.ping()
  }

  @Test func aPortThatIsNotThereIsTold() throws {
    let cat = try Program.virtChannel("guest", "cat", "org.example.none")
    #expect(cat.status == FailureReason.noPort.exitStatus)
    #expect(cat.errorText.hasPrefix("virt-channel: this guest has no port 'org.example.none'"))
  }
}
