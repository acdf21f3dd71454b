/// Finds QEMU's command line among the commands of a script.
enum CommandChoice {
  /// The arguments of the last command that calls QEMU with options known here, or of all commands when there is none: options are
  /// gathered in variables and lists, or pasted without the program.
  static func arguments(of tokens: [ShellReader.Token]) -> [CommandLineArgument] {
    let commands = commands(of: tokens)
    let calls = commands.filter { $0.contains(where: \.isQEMU) && $0.contains { $0.knownFlag != nil } }
    return calls.last ?? commands.flatMap { $0 }
  }

  /// A line that begins with a dash goes on with the command before it, whether or not that one ends with a backslash.
  private static func commands(of tokens: [ShellReader.Token]) -> [[CommandLineArgument]] {
    var commands: [[CommandLineArgument]] = []
    var beginsCommand = true
    for token in tokens {
      switch token {
      case .separator: beginsCommand = true
      case .word(let word):
        if beginsCommand && !word.looksLikeFlag || commands.isEmpty { commands.append([]) }
        commands[commands.count - 1].append(word)
        beginsCommand = false
      }
    }
    return commands
  }
}

extension CommandLineArgument {
  /// Whether it begins with a dash and goes on with a letter.
  var looksLikeFlag: Bool {
    guard bytes.first == UInt8(ascii: "-"), let second = bytes.dropFirst().first else { return false }
    return second == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(second | 0x20)
  }

  /// The flag it is, when it is one whose value is understood. QEMU takes `--device` like `-device`.
  var knownFlag: OptionFlag? {
    guard bytes.first == UInt8(ascii: "-") else { return nil }
    let name = String(decoding: bytes.dropFirst(bytes.starts(with: "--".utf8) ? 2 : 1), as: UTF8.self)
    return OptionFlag.known.first { $0.rawValue == name }
  }

  /// Whether it is the path of a QEMU: `qemu-system-x86_64`, `/usr/libexec/qemu-kvm`, `kvm`.
  fileprivate var isQEMU: Bool {
    let name = String(decoding: bytes.split(separator: UInt8(ascii: "/")).last ?? [], as: UTF8.self)
    return name.hasPrefix("qemu-system") || ["qemu-kvm", "kvm", "qemu"].contains(name)
  }
}
