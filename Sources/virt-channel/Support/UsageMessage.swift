internal import SourceText

/// What ArgumentParser says of wrong usage, in the program's own form: with its name in front, and with a value that begins with a hyphen
/// taken for the value that it is.
struct UsageMessage {
  /// The message.
  let text: String

  /// - Parameters:
  ///   - message: ArgumentParser's message, whose first line may begin with `Error: `.
  ///   - arguments: the arguments of the program, without its own name.
  init(_ message: String, arguments: [String]) {
    let line = message.prefix { $0 != "\n" }
    var first = line.hasPrefix("Error: ") ? "virt-channel: \(line.dropFirst("Error: ".count))" : String(line)
    if let value = Self.mistaken(first, arguments) ?? Self.mistakenShort(first, arguments) { first = value }
    if let match = first.wholeMatch(of: /.* is invalid for '(?:-[a-z], |[^' ]*)(--[a-z-]+ <([^>]*)>)'/),
      let expected = Self.expected[String(match.output.2)]
    {
      first += ": expected \(expected)"
    }
    text = first + message.dropFirst(line.count)
  }

  /// A complaint of a missing value where there is one that looks like an option.
  private static func mistaken(_ line: String, _ arguments: [String]) -> String? {
    guard
      let match = line.wholeMatch(of: /virt-channel: Missing value for '((?:-[a-z], )?(--[a-z-]+|-[a-z]) <[^>]*>)'/),
      let index = arguments.lastIndex(of: String(match.output.2)), arguments.indices.contains(index + 1)
    else { return nil }
    return "virt-channel: The value '\(arguments[index + 1].escapedForDisplay)' is invalid for '\(match.output.1)'"
  }

  /// The same of an option that is given by its letter.
  private static func mistakenShort(_ line: String, _ arguments: [String]) -> String? {
    guard let match = line.wholeMatch(of: /virt-channel: Missing value for '(-[a-z])'/),
      let index = arguments.lastIndex(of: String(match.output.1)), arguments.indices.contains(index + 1)
    else { return nil }
    let option = match.output.1 == "-j" ? "-j, --jobs <n>" : String(match.output.1)
    return "virt-channel: The value '\(arguments[index + 1].escapedForDisplay)' is invalid for '\(option)'"
  }

  /// What a value is, by the name it has in the help.
  private static let expected = [
    "seconds": "a number of seconds, such as 5 or 0.25",
    "n": "a whole number of at least 1",
    "x.y.z": "a version, such as 9.0.0",
    "release": "a version, such as 9.0.0, or a distribution, such as debian12",
    "size": "a number of bytes, such as 65536 or 64M",
  ]
}
