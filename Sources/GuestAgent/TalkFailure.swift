/// What went wrong between the host and the guest, for a program and for a person.
public struct TalkFailure: Error, Hashable, Sendable {
  /// What kind of thing went wrong.
  public let cause: Cause
  /// What was seen, as a sentence without a full stop.
  public let message: String
  /// What to do about it, as a sentence without a full stop.
  public let help: String?

  /// Makes a failure.
  public init(_ cause: Cause, _ message: String, help: String? = nil) {
    self.cause = cause
    self.message = message
    self.help = help
  }
}
