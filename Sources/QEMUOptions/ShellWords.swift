/// Words of a POSIX shell.
public enum ShellWords {
  /// The argument, quoted so that any POSIX shell parses it back to the same bytes. Words that need no quotes have none, as
  /// libvirt prints them (`virBufferEscapeShell`).
  public static func quoted(_ argument: some Collection<UInt8>) -> [UInt8] {
    guard argument.isEmpty || argument.contains(where: special.contains) else { return Array(argument) }
    var result: [UInt8] = [quote]
    for byte in argument {
      if byte == quote { result += [quote, UInt8(ascii: "\\"), quote] }
      result.append(byte)
    }
    return result + [quote]
  }

  /// The text, quoted in the same way.
  public static func quoted(_ argument: String) -> String {
    String(decoding: quoted(Array(argument.utf8)), as: UTF8.self)
  }

  private static let quote = UInt8(ascii: "'")

  private static let special = Set("\r\t\n !\"#$&'()*;<>?[\\]^`{|}~".utf8)
}
