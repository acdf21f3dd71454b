import JSONText
import TestKit
import Testing

/// The agent through libvirt: what it answers, and what both sides together say when it does not.
@Suite struct LiveAgentTests {
  private func host(
    _ answer: String, state: String = "running", running: String = channel(), inactive: String = channel()
  ) -> FakeVirsh {
    let host = FakeVirsh.host(
      dumpxml: "case \"$*\" in *--inactive*) cat inactive.xml ;; *) cat running.xml ;; esac",
      others: "domstate*) echo '\(state)' ;; qemu-agent-command*) echo \"$3\" >> log; \(answer) ;;")
    for (name, devices) in [("running", running), ("inactive", inactive)] {
      host.folder.write("<domain type='kvm'><name>web</name><devices>\(devices)</devices></domain>", to: "\(name).xml")
    }
    return host
  }

  private static func channel(
    _ name: String = "org.qemu.guest_agent.0", type: String = "unix", state: String = "connected"
  ) -> String {
    "<channel type='\(type)'><target type='virtio' name='\(name)' state='\(state)'/></channel>"
  }

  private static let deaf = "echo 'error: Guest agent is not responding: QEMU guest agent is not connected' >&2; exit 1"

  @Test func asksThroughLibvirt() throws {
    let host = host("echo '{\"return\":{\"version\":\"9.0.0\",\"supported_commands\":[]}}'")
    let ping = try host.run("agent", "ping", "-c", "web", "--format", "text")
    #expect(ping.status == 0)
    #expect(ping.text.hasPrefix("the guest agent responded after "))
    #expect(try host.run("agent", "info", "-c", "web", "--format", "text").text == "qemu-ga 9.0.0\n")
    #expect(
      try host.run("agent", "call", "-c", "web", "guest-file-open", "{\"path\":\"/a; b\"}").status == 0)
    #expect(
      try host.folder.text("log").hasSuffix("{\"execute\":\"guest-file-open\",\"arguments\":{\"path\":\"/a; b\"}}\n"))
  }

  @Test func runsAProgramInTheGuest() throws {
    let host = host(
      """
      case "$3" in
        *guest-exec-status*) echo '{"return":{"exited":true,"exitcode":3,"out-data":"aGkK"}}' ;;
        *) echo '{"return":{"pid":9}}' ;;
      esac
      """)
    let run = try host.run("agent", "exec", "-c", "web", "sh", "-c", "echo hi; exit 3")
    #expect(run.status == 3)
    #expect(run.text == "hi\n")
    #expect(try host.folder.text("log").contains("[\"-c\",\"echo hi; exit 3\"]"))
  }

  @Test func namesADomainThatIsOff() throws {
    let run = try host(
      "echo 'error: Requested operation is not valid: domain is not running' >&2; exit 1", state: "shut off"
    )
    .run("agent", "ping", "-c", "off")
    #expect(run.status == 117)
    #expect(run.errorText == "virt-channel: domain 'off' is shut off [domain-off]\n  help: start it with virsh start\n")
  }

  @Test func seesThatTheChannelComesWithTheNextStart() throws {
    let run = try host(Self.deaf, running: "").run("agent", "ping", "-c", "web")
    #expect(run.status == 118)
    #expect(
      run.errorText.hasPrefix("virt-channel: 'web' is running without the agent's channel; only its configuration"))
  }

  @Test func helpSelectsTheSameLibvirt() throws {
    let host = host(Self.deaf, running: "")
    let run = try host.run("agent", "ping", "-c", "qemu+ssh://root@host/system", "web")
    #expect(run.status == 118)
    #expect(
      run.errorText.contains(
        "virt-channel generate --preset guest-agent --attach -c qemu+ssh://root@host/system web --write"))
  }

  @Test func seesAWrongNameAndAWrongBackend() throws {
    let named = Self.channel("org.qemu.guest-agent.0")
    let wrong = try host(Self.deaf, running: named, inactive: named).run("agent", "ping", "-c", "web")
    #expect(wrong.status == 100)
    #expect(
      wrong.errorText.hasPrefix(
        "virt-channel: the agent's channel of 'web' is named 'org.qemu.guest-agent.0' instead of 'org.qemu.guest_agent.0' [impossible]\n"
      ))
    let pty = try host(Self.deaf, running: Self.channel(type: "pty")).run("agent", "ping", "-c", "web")
    #expect(pty.status == 100)
    #expect(pty.errorText.contains("is of type pty, which libvirt cannot use for the agent"))
  }

  @Test func tellsAnAbsentAgentFromOneThatHangs() throws {
    let absent = try host(Self.deaf, running: Self.channel(state: "disconnected")).run("agent", "ping", "-c", "web")
    #expect(absent.status == 108)
    let hanging = try host("echo \"error: Guest agent is not responding: no reply within '5' seconds\" >&2; exit 1")
      .run("agent", "ping", "-c", "web")
    #expect(hanging.status == 109)
    #expect(hanging.errorText.contains("within 5 s: Guest agent is not responding: no reply within '5' seconds"))
  }

  @Test func passesTheAgentsRefusalOn() throws {
    let run = try host(
      "echo \"error: internal error: unable to execute QEMU agent command 'guest-x': not found\" >&2; exit 1"
    ).run("agent", "call", "-c", "web", "guest-x")
    #expect(run.status == 114)
    #expect(run.errorText == "virt-channel: the agent rejected 'guest-x': not found [agent-error]\n")
  }

  @Test(arguments: [
    ("Command guest-exec has been disabled: the agent is in frozen state", "run virsh domfsthaw web,"),
    ("Command guest-exec has been disabled: the command is not allowed", "the command is disabled in the guest;"),
    ("The command guest-exec has not been found", "'virt-channel agent info' lists the commands of this agent"),
  ]) func saysWhatHelpsAgainstARefusal(refusal: String, help: String) throws {
    let run = try host(
      "echo \"error: internal error: unable to execute QEMU agent command 'guest-exec': \(refusal)\" >&2; exit 1"
    ).run("agent", "exec", "-c", "web", "ls")
    #expect(run.status == 114)
    #expect(
      run.errorText.hasPrefix(
        "virt-channel: the agent rejected 'guest-exec': \(refusal) [agent-error]\n  help: \(help)"))
  }

  @Test func listsTheChannelsThereAre() throws {
    let other = Self.channel("org.example.0")
    let run = try host(Self.deaf, running: other, inactive: other).run("agent", "ping", "-c", "web")
    #expect(run.status == 100)
    #expect(run.errorText.contains("has no channel 'org.qemu.guest_agent.0'; its channels are 'org.example.0'"))
    #expect(run.errorText.contains("help: add one: virt-channel generate --preset guest-agent --attach -c web --write"))
  }

  @Test func waitsUntilTheAgentAnswers() throws {
    let host = host(
      "if [ -e once ]; then echo '{\"return\":{}}'; else touch once; \(Self.deaf); fi",
      running: Self.channel(state: "disconnected"))
    #expect(try host.run("agent", "wait", "-c", "web", "--wait", "20").status == 0)
  }

  @Test func refusesGarbage() throws {
    #expect(try host("echo hello").run("agent", "ping", "-c", "web").status == 110)
  }
}
