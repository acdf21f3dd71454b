internal import SourceText
internal import VirtChannel

extension Streams {
  /// Prints the devices that were asked for, or why there are none.
  mutating func print(_ request: DeviceRequest) -> ExitStatus {
    switch request.devices() {
    case .success(let devices):
      for device in devices { output.write(device.xml() + "\n") }
      return .clean
    case .failure(let misuses):
      for misuse in misuses.all { complain(misuse.text) }
      return .unusable
    }
  }
}

extension Misuse {
  fileprivate var text: String {
    let help = help.map { "; \($0)" } ?? ""
    return "\(place.text)\(message)\(help)"
  }
}

extension Setting.Place {
  fileprivate var text: String {
    switch self {
    case .option(let option): "\(option): "
    case .text, .none: ""
    }
  }
}
