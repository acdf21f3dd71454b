internal import Resolution
internal import SourceText

/// A usage error of ArgumentParser in the program's own form: with the program's name in front, and with a value that
/// begins with a hyphen recognized as a value.
struct UsageMessage {
  /// The message.
  let text: String

  /// - Parameters:
  ///   - message: ArgumentParser's message, whose first line may begin with `Error: `.
  ///   - arguments: the arguments of the program, without its own name.
  init(_ message: String, arguments: [String]) {
    let line = message.prefix { $0 != "\n" }
    var first = line.hasPrefix("Error: ") ? "virt-channel: \(line.dropFirst("Error: ".count))" : String(line)
    if let value = Self.invalidValue(first, arguments) { first = value }
    if let match = first.wholeMatch(of: /.* is invalid for '(?:-[a-z], |[^' ]*)(--[a-z-]+ <([^>]*)>)'/),
      let expected = Self.expected[String(match.output.2)]
    {
      first += ": expected \(expected)"
    }
    text = first + message.dropFirst(line.count)
  }

  /// The message for a value that looks like an option, of which the message says that it is missing. An option that was given by
  /// its letter may be named without its value.
  private static func invalidValue(_ line: String, _ arguments: [String]) -> String? {
    let form = /virt-channel: Missing value for '((?:-[a-z], )?(--[a-z-]+|-[a-z])(?: <[^>]*>)?)'/
    guard let match = line.wholeMatch(of: form), let index = arguments.lastIndex(of: String(match.output.2)),
      arguments.indices.contains(index + 1)
    else { return nil }
    let option = match.output.1 == "-j" ? "-j, --jobs <n>" : match.output.1
    return "virt-channel: The value '\(arguments[index + 1].escapedForDisplay)' is invalid for '\(option)'"
  }

  private static let distributions = Distribution.all.map(\.name).joined(separator: ", ")

  /// What a value is, by the name it has in the help.
  private static let expected = [
    "seconds": "a number of seconds, such as 5 or 0.25",
    "n": "a whole number of at least 1",
    "x.y.z": "a version, such as 9.0.0",
    "release": "a version, such as 9.0.0, or a distribution: \(distributions)",
    "pair": "libvirt and QEMU, such as 9.0.0/7.2.0, or a distribution: \(distributions)",
    "alias=path": "the alias of a device and a path, such as channel0=/run/vm.sock",
    "alias=n": "the alias of a device and a descriptor, such as channel0=5",
    "[domain:]bus:slot.function": "a PCI address, such as 0000:00:05.0",
    "cssid.ssid.devno": "a CCW address, such as fe.0.0001",
    "size": "a number of bytes, such as 65536 or 64M",
  ]
}
