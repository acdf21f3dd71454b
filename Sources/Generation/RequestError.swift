public import DomainModel

/// The reason why a request cannot be fulfilled.
public struct RequestError: Hashable, Sendable {
  /// The location of the request.
  public let location: Setting.Location
  /// The value found and what was expected, without a full stop.
  public let message: String
  /// The correction, as an imperative; nil if there is none.
  public let help: String?

  /// Creates an error.
  public init(at location: Setting.Location, _ message: String, help: String? = nil) {
    self.location = location
    self.message = message
    self.help = help
  }
}

/// All errors of a request; never empty.
public struct RequestErrors: Error, Hashable {
  /// The errors, in the order in which they were found.
  public let all: [RequestError]
}

extension RequestError: CustomStringConvertible {
  /// The message and the correction: `port 0 is reserved for consoles; use port 1`.
  public var description: String { help.map { "\(message); \($0)" } ?? message }
}

extension RequestErrors: CustomStringConvertible {
  /// The descriptions of all errors, one per line.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
