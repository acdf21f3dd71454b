/// What went wrong between the host and the guest, for a program and for a person.
public struct ChannelError: Error, Hashable, Sendable {
  /// What kind of thing went wrong.
  public let reason: FailureReason
  /// What was seen, as a sentence without a full stop.
  public let message: String
  /// What to do about it, as a sentence without a full stop.
  public let help: String?

  /// Makes a failure.
  public init(_ reason: FailureReason, _ message: String, help: String? = nil) {
    self.reason = reason
    self.message = message
    self.help = help
  }
}

extension ChannelError: CustomStringConvertible {
  /// What was seen and what to do about it: `connection refused; start the domain`.
  public var description: String { help.map { "\(message); \($0)" } ?? message }
}
