import Glibc
import Posix
import TestKit
import Testing

@testable import GuestAgent

@Suite struct CauseTests {
  @Test func everyCauseHasAnExitStatusOfItsOwn() {
    #expect(FailureReason.allCases.map(\.exitStatus) == (100..<100 + Int32(FailureReason.allCases.count)).map { $0 })
  }

  @Test(arguments: [
    (FakeAgent.Behaviour.deaf, FailureReason.portClosed, "no program in the guest has opened the port"),
    (.silent, .silent, "read the request"), (.parrot("login: \r\n"), .garbage, "sent 'login: \\u{D}\\u{A}"),
    (.parrot("{\"return\": {}}\n"), .garbage, "not a guest agent reply"), (.echo, .garbage, "echoes the request"),
    (.chatty, .garbage, "[  1.234567] something happened"), (.closing, .closed, "closed the connection"),
  ])
  func whoDoesNotSynchronizeIsTold(behaviour: FakeAgent.Behaviour, reason: FailureReason, words: String) throws {
    let agent = try FakeAgent(behaviour)
    var session = try session(with: agent, timeout: .milliseconds(200))
    let failure = failure { try session.ping() }
    #expect(failure?.reason == reason)
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: [
    (FakeAgent.Behaviour.afterSync(""), FailureReason.timeout, "did not reply to 'guest-ping'"),
    (.afterSync("{\"return\": {"), .timeout, "did not reply to 'guest-ping'"),
    (.afterSync("Segmentation fault\n"), .garbage, "sent 'Segmentation fault'"),
    (.afterSync("{\"returns\": 1}\n"), .garbage, "not a guest agent reply"),
    (.closing(after: ""), .closed, "before replying"), (.closing(after: "{\"retu"), .closed, "during a reply"),
    (.endless, .tooLarge, "exceeds 100000 bytes"), (.dripping, .timeout, "did not reply to 'guest-ping'"),
    (.afterSync("{\"error\": {\"class\": \"X\", \"desc\": \"a\\u001bb\"}}\n"), .agentError, "failed: X: a\\u{1B}b"),
  ])
  func whoSynchronizesAndThenFailsIsTold(behaviour: FakeAgent.Behaviour, reason: FailureReason, words: String) throws {
    let agent = try FakeAgent(behaviour)
    var session = try session(with: agent, timeout: .seconds(1), replyLimit: 100_000)
    let failure = failure { try session.ping() }
    #expect(failure?.reason == reason)
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
  }

  @Test func aProgramsEndOfTheWrongFormIsGarbage() throws {
    let agent = try FakeAgent(.afterSync("{\"return\": {\"pid\": 1, \"exited\": true, \"out-data\": \"?\"}}\n"))
    var session = try session(with: agent)
    #expect(failure { _ = try session.run(GuestCommand("true")) }?.reason == .garbage)
  }

  @Test func aSocketThatIsNotThere() throws {
    let failure = connectFailure("/tmp/no-such-folder/a.sock")
    #expect(failure?.reason == .noSocket)
    #expect(failure?.message == "the socket '/tmp/no-such-folder/a.sock' does not exist, nor does its directory")
  }

  @Test func aSocketThatWasLeftBehind() throws {
    let path = temporarySocketPath()
    close(try listeningSocket(at: path))
    defer { unsafe unlink(path) }
    #expect(connectFailure(path)?.reason == .refused)
  }

  @Test(arguments: [("/dev/null", "a character device"), ("/tmp", "a directory"), ("/etc/passwd", "a file")])
  func aPathThatIsNoSocket(path: String, kind: String) {
    #expect(connectFailure(path)?.reason == .unreachable)
    #expect(connectFailure(path)?.message == "'\(path)' is \(kind), not a socket")
  }

  @Test func aPortWhereNobodyListens() {
    #expect(failure { _ = try Connector().connect(to: .tcp(host: "127.0.0.1", port: 1)) }?.reason == .refused)
  }

  @Test func aHostThatHasNoAddress() {
    #expect(
      failure { _ = try Connector().connect(to: .tcp(host: "no.such.host.invalid", port: 1)) }?.reason == .unreachable)
  }

  @Test func aSocketThatAnotherClientHolds() throws {
    let agent = try FakeAgent()
    var holder = try session(with: agent)
    try holder.ping()
    let failure = connectFailure(agent.path)
    #expect(failure?.reason == .held)
    #expect(failure?.message.contains("(process \(getpid())) is connected to '\(agent.path)'") == true)
    try holder.ping()
  }

  @Test func aSocketWhoseQueueIsFull() throws {
    let path = temporarySocketPath()
    let listener = try listeningSocket(at: path)
    defer { release(listener, path) }
    let first = try Socket(family: .unix)
    let second = try Socket(family: .unix)
    try first.connect(to: SocketAddress(unixPath: path), until: nil)
    try second.connect(to: SocketAddress(unixPath: path), until: nil)
    #expect(connectFailure(path)?.reason == .held)
    first.finishSending()
    second.finishSending()
  }

  @Test func aProgramThatListensAndTakesNobody() throws {
    let path = temporarySocketPath()
    let listener = try listeningSocket(at: path)
    defer { release(listener, path) }
    #expect(connectFailure(path)?.reason == .notAccepted)
  }
}

private func connectFailure(_ path: String) -> ChannelError? {
  failure { _ = try Connector().connect(to: .unix(path: path)) }
}

private func release(_ listener: Int32, _ path: String) {
  close(listener)
  unsafe unlink(path)
}
