internal import GuestAgent
internal import JSONText

extension TalkFailure {
  /// Tells a person what went wrong; returns the cause's exit status.
  func report(_ streams: inout Streams) -> ExitStatus {
    streams.errors.write("error: \(message) [\(cause.rawValue)]\n")
    if let help { streams.errors.write("  help: \(help)\n") }
    return ExitStatus(rawValue: cause.exitStatus)
  }

  /// The failure for a program that reads standard output.
  var json: JSONValue {
    var members: JSONObject = [
      "cause": .string(cause.rawValue), "status": .integer(cause.exitStatus), "message": .string(message),
    ]
    members["help"] = help.map(JSONValue.string)
    return ["error": .object(members)]
  }
}

extension Streams {
  /// Does some work; a failure to talk is told and becomes the exit status.
  mutating func reportingFailure(_ work: () throws(TalkFailure) -> Void) -> ExitStatus {
    do throws(TalkFailure) {
      try work()
      return .clean
    } catch {
      return error.report(&self)
    }
  }
}
