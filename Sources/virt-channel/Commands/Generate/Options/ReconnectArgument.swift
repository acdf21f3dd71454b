internal import ArgumentParser
internal import VirtChannel

/// The value of `--reconnect`: seconds, or `never`.
enum ReconnectArgument: ExpressibleByArgument {
  case never
  case after(seconds: Int)

  init?(argument: String) {
    if argument == "never" {
      self = .never
    } else if let seconds = Int(argument) {
      self = .after(seconds: seconds)
    } else {
      return nil
    }
  }

  var settings: [Setting] {
    switch self {
    case .never: [Setting(.enabled, YesNo.no, "--reconnect")]
    case .after(let seconds):
      [Setting(.enabled, YesNo.yes, "--reconnect"), Setting(.timeout, seconds, "--reconnect")]
    }
  }
}
