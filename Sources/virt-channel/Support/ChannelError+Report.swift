internal import GuestAgent
internal import JSONText

extension ChannelError {
  /// Tells a person what went wrong; returns the cause's exit status.
  func report(_ streams: inout Streams) -> ExitStatus {
    streams.complain("\(message) [\(reason.rawValue)]")
    if let help { streams.errors.write("  help: \(help)\n") }
    return ExitStatus(rawValue: reason.exitStatus)
  }

  /// The failure for a program that reads standard output.
  var json: JSONValue {
    var members: JSONObject = [
      "cause": .string(reason.rawValue), "status": .integer(reason.exitStatus), "message": .string(message),
    ]
    members["help"] = help.map(JSONValue.string)
    return ["error": .object(members)]
  }
}

extension Streams {
  /// Does some work; a failure to talk is reported and becomes the exit status.
  mutating func reportingFailure(_ work: () throws(ChannelError) -> Void) -> ExitStatus {
    do throws(ChannelError) {
      try work()
      return .clean
    } catch {
      return error.report(&self)
    }
  }
}
