public import JSONText

/// How a program in the guest ended.
public struct GuestProcessResult: Hashable, Sendable {
  /// The exit code; nil when a signal ended the program.
  public let exitCode: Int?
  /// The signal, or on Windows the unhandled exception, that ended it.
  public let signal: Int?
  /// What it wrote to standard output; qemu-ga keeps the first 16 MB.
  public let output: [UInt8]
  /// What it wrote to standard error; qemu-ga keeps the first 16 MB.
  public let errorOutput: [UInt8]
  /// Whether some of the output is missing.
  public let isTruncated: Bool
  /// The agent's own words, the return value of `guest-exec-status`.
  public let status: JSONValue
}

extension GuestProcessResult {
  /// Reads the result of `guest-exec-status`; nil while the program runs, or when the answer is not of its form.
  init?(_ status: JSONValue) {
    guard status["exited"]?.bool == true, let output = Self.decoded(status["out-data"]),
      let errorOutput = Self.decoded(status["err-data"])
    else { return nil }
    exitCode = status["exitcode"]?.integer
    signal = status["signal"]?.integer
    self.output = output
    self.errorOutput = errorOutput
    self.status = status
    isTruncated = status["out-truncated"]?.bool ?? false || status["err-truncated"]?.bool ?? false
  }

  fileprivate static func decoded(_ value: JSONValue?) -> [UInt8]? {
    guard let value else { return [] }
    return value.string.flatMap(Base64.decode)
  }
}
