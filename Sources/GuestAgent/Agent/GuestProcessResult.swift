public import JSONText

/// The result of a program that ran in the guest.
public struct GuestProcessResult: Hashable, Sendable {
  /// The exit code; nil if a signal ended the program.
  public let exitCode: Int?
  /// The number of the signal, or on Windows of the unhandled exception, that ended the program; nil if it exited.
  public let signal: Int?
  /// The standard output; qemu-ga keeps the first 16 MB.
  public let output: [UInt8]
  /// The standard error; qemu-ga keeps the first 16 MB.
  public let errorOutput: [UInt8]
  /// Whether some of the output is missing.
  public let isTruncated: Bool
  /// The reply of the agent, the return value of `guest-exec-status`.
  public let status: JSONValue
}

extension GuestProcessResult {
  /// Reads the result of `guest-exec-status` (qga/qapi-schema.json); nil while the program runs, or when the answer is not of its form.
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
    guard Self.isPlausible(exitCode, status["exitcode"]), Self.isPlausible(signal, status["signal"]) else { return nil }
    guard exitCode != nil || signal != nil else { return nil }
  }

  /// Whether a number is absent, or is one that a guest can report: 32 bits, with sign or without.
  private static func isPlausible(_ number: Int?, _ value: JSONValue?) -> Bool {
    guard let number else { return value == nil }
    return number >= Int(Int32.min) && number <= Int(UInt32.max)
  }

  private static func decoded(_ value: JSONValue?) -> [UInt8]? {
    guard let value else { return [] }
    return value.string.flatMap(Base64.decode)
  }
}

extension GuestProcessResult {
  /// The exit status that represents the result of the program, 0 to 255: 128 plus the signal, or the exit code. A
  /// larger exit code, possible on Windows, is reduced to its lowest eight bits, or to 255 if these are zero, so that
  /// a failure remains a failure.
  public var exitStatus: Int32 {
    if let signal { return Int32(128 + signal & 0x7F) }
    let code = exitCode ?? 255
    let byte = code & 0xFF
    return Int32(byte == 0 && code != 0 ? 255 : byte)
  }

  /// Whether ``exitStatus`` differs from the exit code, because the code needs more than eight bits.
  public var isExitCodeShortened: Bool { signal == nil && exitCode.map { !(0...255).contains($0) } ?? false }
}
