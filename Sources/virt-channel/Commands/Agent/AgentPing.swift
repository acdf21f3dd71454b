internal import ArgumentParser
internal import GuestAgent
internal import JSONText

/// `agent ping`: whether the agent answers, and how fast.
struct AgentPing: Command {
  static let configuration = CommandConfiguration(
    commandName: "ping", abstract: "Check whether the agent responds; the exit status gives the reason if it does not.",
    discussion: """
        virt-channel agent ping /run/vm.sock
        virt-channel agent ping --domain vm.xml
        virt-channel agent ping --wait 30 --format json vm:4444
      """)

  @Argument(help: .endpoint) var endpoint: String?
  @OptionGroup var options: AgentOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    try options.show(endpoint, &streams, text: { $0.answerTime }) { session throws(ChannelError) in
      let start = ContinuousClock.now
      try session.ping()
      return .answered(after: start.duration(to: .now))
    }
  }
}

/// `agent sync`: whether the agent is there, without running a command.
struct AgentSync: Command {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Synchronize with the agent: discard replies to an earlier client.",
    discussion: """
        virt-channel agent sync /run/vm.sock
      """)

  @Argument(help: .endpoint) var endpoint: String?
  @OptionGroup var options: AgentOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    try options.show(endpoint, &streams, text: { $0.answerTime }) { session throws(ChannelError) in
      let start = ContinuousClock.now
      try session.synchronize()
      return .answered(after: start.duration(to: .now))
    }
  }
}

/// `agent wait`: `agent ping` that does not give up soon.
struct AgentWait: Command {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until the agent responds, for example after the domain starts (default: --wait 300).",
    discussion: """
        virt-channel agent wait /run/vm.sock
        virt-channel agent wait --wait 60 --domain vm.xml
      """)

  @Argument(help: .endpoint) var endpoint: String?
  @OptionGroup var options: AgentOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    var options = options
    options.talk.wait = options.talk.wait ?? .fiveMinutes
    let start = ContinuousClock.now
    return try options.show(endpoint, &streams, text: { $0.answerTime }) { session throws(ChannelError) in
      try session.ping()
      return .answered(after: start.duration(to: .now))
    }
  }
}

extension JSONValue {
  fileprivate static func answered(after time: Duration) -> JSONValue {
    ["answered": true, "milliseconds": .integer(Int(time / .milliseconds(1)))]
  }

  fileprivate var answerTime: String { "the guest agent responded after \(self["milliseconds"] ?? 0) ms" }
}
