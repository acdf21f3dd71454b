public import DomainModel

/// Something that cannot be generated as it was asked for.
public struct RequestError: Hashable, Sendable {
  /// Where it was asked for.
  public let location: Setting.Location
  /// What was found and what was expected, without a full stop.
  public let message: String
  /// What to write instead, as one sentence.
  public let help: String?

  /// Makes a misuse.
  public init(at location: Setting.Location, _ message: String, help: String? = nil) {
    self.location = location
    self.message = message
    self.help = help
  }
}

/// All that keeps a request from being granted; never empty.
public struct RequestErrors: Error, Hashable {
  /// The misuses, in the order in which they were noticed.
  public let all: [RequestError]
}

extension RequestError: CustomStringConvertible {
  /// The message and what to write instead: `port 0 is reserved for consoles; use port 1`.
  public var description: String { help.map { "\(message); \($0)" } ?? message }
}

extension RequestErrors: CustomStringConvertible {
  /// The descriptions of all errors, one a line.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
