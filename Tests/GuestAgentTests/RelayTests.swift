import Glibc
import Posix
import TestKit
import Testing

@testable import GuestAgent

@Suite struct RelayTests {
  @Test func whatIsSentArrivesWholeAndTheEndMeansSo() throws {
    let agent = try FakeAgent(.collecting)
    let lines = (0..<20_000).map { "line \($0)\n" }.joined()
    let (ending, output) = try relay(lines, to: agent)
    #expect(ending == .finished)
    #expect(output == "")
    #expect(agent.requests.map { $0 + "\n" }.joined() == lines)
  }

  @Test func whatComesAfterTheEndOfTheInputIsStillTaken() throws {
    let agent = try FakeAgent(.answeringAtTheEnd)
    let (ending, output) = try relay("question\n", to: agent)
    #expect(ending == .finished)
    #expect(output == String(repeating: "answer\n", count: 10_000))
  }

  @Test func aLingeringRelayKeepsTheConnectionWhole() throws {
    let agent = try FakeAgent(.parrot("answer\n"))
    var relay = Relay()
    relay.linger = .milliseconds(300)
    let (ending, output) = try self.relay("question\n", to: agent, relay)
    #expect(ending == .finished)
    #expect(output == "answer\n")
  }

  @Test func anEmptyInputOnlyListens() throws {
    let agent = try FakeAgent(.greeting)
    let (_, output) = try relay("", to: agent)
    #expect(output == "one\ntwo\n")
  }

  @Test func aPeerThatClosesWhileThereIsInputIsTold() throws {
    let agent = try FakeAgent(.closing)
    let input = try Pipe()
    let connection = try Connector().connect(to: .unix(path: agent.path))
    #expect(try Relay().run(connection, input: input.readEnd, output: STDOUT_FILENO) == .closed)
  }

  @Test func anOutputThatNobodyReadsEndsTheRelay() throws {
    let agent = try FakeAgent(.chatty)
    let input = try Pipe()
    let output = try Pipe()
    output.closeReadEnd()
    let connection = try Connector().connect(to: .unix(path: agent.path))
    #expect(try Relay().run(connection, input: input.readEnd, output: output.writeEnd) == .outputClosed)
  }

  @Test func bytesThatNobodyReadsEndTheRelayAtItsTimeout() throws {
    let agent = try FakeAgent(.deaf)
    var relay = Relay()
    relay.timeout = .milliseconds(100)
    #expect(failure { _ = try self.relay("hello\n", to: agent, relay) }?.reason == .portClosed)
  }

  /// Sends `input` through a relay and returns how it ended and what came back.
  private func relay(_ input: String, to agent: FakeAgent, _ relay: Relay = Relay()) throws -> (Relay.Ending, String) {
    let inputFile = try TestFile(input)
    let outputFile = try TestFile("")
    let connection = try Connector().connect(to: .unix(path: agent.path))
    let ending = try relay.run(connection, input: inputFile.descriptor.number, output: outputFile.descriptor.number)
    return (ending, try outputFile.text())
  }
}

extension FakeAgent.Behaviour {
  /// Reads slowly, to the end.
  static let collecting = Self { peer in
    var count = 0
    while peer.readLine() != nil {
      count += 1
      if count % 4096 == 0 { pause(milliseconds: 20) }
    }
  }

  /// Reads to the end, then answers at length.
  static let answeringAtTheEnd = Self { peer in
    while peer.readLine() != nil {}
    for _ in 0..<10_000 { peer.write("answer\n") }
  }

  /// Says something twice, unasked.
  static let greeting = Self { peer in
    peer.write("one\n")
    pause(milliseconds: 100)
    peer.write("two\n")
  }
}

/// A pipe.
private final class Pipe {
  let readEnd: Int32
  let writeEnd: Int32
  private var isReadEndOpen = true

  init() throws {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw SystemError(code: errno) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  func closeReadEnd() {
    close(readEnd)
    isReadEndOpen = false
  }

  deinit {
    if isReadEndOpen { close(readEnd) }
    close(writeEnd)
  }
}

/// A file without a name.
private final class TestFile {
  let descriptor: Descriptor

  init(_ text: String) throws {
    var path = Array("/tmp/vc-XXXXXX".utf8CString)
    descriptor = Descriptor(owning: unsafe mkstemp(&path))
    unsafe unlink(path)
    _ = try descriptor.write(Array(text.utf8)[...])
    lseek(descriptor.number, 0, SEEK_SET)
  }

  func text() throws -> String {
    lseek(descriptor.number, 0, SEEK_SET)
    return String(decoding: try descriptor.read(atMost: 1 << 20) ?? [], as: UTF8.self)
  }
}
