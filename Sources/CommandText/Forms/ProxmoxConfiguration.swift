internal import SourceText

/// A configuration of Proxmox VE, `/etc/pve/qemu-server/NNN.conf`: `args:`, and the options that the settings of the agent, the
/// serial ports and the display imply.
///
/// Source: `config_to_command` in `PVE/QemuServer.pm`, as `qm showcmd` prints it.
struct ProxmoxConfiguration {
  private let file: SourceFile
  private var settings: [(key: String, value: SourceRange)] = []

  /// Reads a text; nil if it is no such configuration.
  init?(_ file: SourceFile) {
    self.file = file
    readSettings()
    let keys = Set(settings.map(\.key))
    let hasArguments = settings.contains { $0.key == "args" && text($0.value).hasPrefix("-") }
    let isMachine = !keys.isDisjoint(with: ["ostype", "vmgenid", "smbios1", "scsihw", "bootdisk", "cores", "sockets"])
    guard hasArguments || isMachine && !implied.isEmpty else { return nil }
  }

  /// The command; a configuration without a serial device and without `args:` has none.
  var commands: [TextCommand] {
    var arguments = implied
    var problems = unknownNumbers
    for (key, range) in settings where key == "args" {
      var lexer = ShellLexer(file.bytes, in: range)
      lexer.read()
      for command in ShellProgram.commands(of: lexer) {
        arguments += command.arguments
        problems += command.problems
      }
    }
    return arguments.isEmpty ? [] : [TextCommand(arguments, problems: problems)]
  }

  /// The settings up to the first snapshot, whose section repeats them as they were.
  private mutating func readSettings() {
    var line = 0
    while line < file.bytes.count {
      let end = file.bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
      let text = file.bytes[line..<end]
      line = end + 1
      if text.first == UInt8(ascii: "[") { return }
      let key = text.prefix { $0.isLetter || $0.isDigit }
      guard !key.isEmpty, key.endIndex + 1 < text.endIndex, text[key.endIndex] == UInt8(ascii: ":"),
        text[key.endIndex + 1].isBlank
      else { continue }
      let value = text[(key.endIndex + 1)...].drop(while: \.isBlank)
      settings.append((String(decoding: key, as: UTF8.self), SourceRange(value.startIndex, text.endIndex)))
    }
  }

  private func text(_ range: SourceRange) -> String {
    String(decoding: file.bytes[range.lowerBound..<range.upperBound].filter { $0 != 0x0D }, as: UTF8.self)
  }

  // MARK: Implied options

  private var implied: [CommandLineArgument] {
    settings.flatMap { key, range in
      options(key, text(range)).map { CommandLineArgument($0.utf8, standingFor: range) }
    }
  }

  /// The number of the machine, which is the name of the file; an unknown value if the file has another name.
  private var number: String {
    let name = file.name.split(separator: "/").last.map(String.init) ?? ""
    let number = name.hasSuffix(".conf") ? String(name.dropLast(5)) : ""
    return !number.isEmpty && number.allSatisfy(\.isNumber) ? number : Self.unknownNumber
  }

  /// The settings whose paths have the number where it is not known.
  private var unknownNumbers: [TextProblem] {
    guard number == Self.unknownNumber else { return [] }
    return settings.filter { setting in options(setting.key, text(setting.value)).contains { $0.contains(number) } }
      .map { TextProblem(.unknownValue(number), at: $0.value) }
  }

  private static let unknownNumber = "$VMID"

  private func options(_ key: String, _ value: String) -> [String] {
    switch key {
    case "agent": agent(value)
    case "vga" where value.split(separator: ",").first?.contains("qxl") == true:
      [
        "-device", "virtio-serial,id=spice,bus=pci.0,addr=0x9", "-chardev", "spicevmc,id=vdagent,name=vdagent",
        "-device", "virtserialport,chardev=vdagent,name=com.redhat.spice.0",
      ]
    case "serial0", "serial1", "serial2", "serial3": serial(key, value)
    default: []
    }
  }

  /// `agent: 1`, `agent: enabled=1,type=isa`.
  private func agent(_ value: String) -> [String] {
    let parts = value.split(separator: ",").map(String.init)
    guard parts.contains(where: { ["1", "enabled=1"].contains($0) }) else { return [] }
    let chardev = "socket,path=/var/run/qemu-server/\(number).qga,server=on,wait=off,id=qga0"
    if parts.contains("type=isa") { return ["-chardev", chardev, "-device", "isa-serial,chardev=qga0"] }
    return [
      "-chardev", chardev, "-device", "virtio-serial,id=qga0,bus=pci.0,addr=0x8", "-device",
      "virtserialport,chardev=qga0,name=org.qemu.guest_agent.0",
    ]
  }

  private func serial(_ name: String, _ value: String) -> [String] {
    let backend =
      value == "socket"
      ? "socket,id=\(name),path=/var/run/qemu-server/\(number).\(name),server=on,wait=off"
      : "serial,id=\(name),path=\(value.replacing(",", with: ",,"))"
    return ["-chardev", backend, "-device", "isa-serial,chardev=\(name)"]
  }
}
