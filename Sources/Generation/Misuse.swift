public import DomainModel

/// Something that cannot be generated as it was asked for.
public struct Misuse: Hashable, Sendable {
  /// Where it was asked for.
  public let place: Setting.Place
  /// What was found and what was expected, without a full stop.
  public let message: String
  /// What to write instead, as one sentence.
  public let help: String?

  /// Makes a misuse.
  public init(at place: Setting.Place, _ message: String, help: String? = nil) {
    self.place = place
    self.message = message
    self.help = help
  }
}

/// All that keeps a request from being granted; never empty.
public struct Misuses: Error, Hashable {
  /// The misuses, in the order in which they were noticed.
  public let all: [Misuse]
}
