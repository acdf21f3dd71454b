import TestKit
import Testing

/// What somebody wants to break us with ends in a message and a status, whatever the command.
@Suite struct HostileInputTests {
  private let folder = TemporaryFolder()

  static let commands = [["lint"], ["fix"], ["argv"], ["resolve"], ["map"]]

  /// Texts that are XML only in name, and what is said of them.
  static let texts: [(name: String, text: [UInt8], message: String)] = [
    ("bomb", Array(bomb.utf8), "[VC002 document-type]"),
    ("external", Array("<!DOCTYPE a [<!ENTITY b SYSTEM 'pipe'>]><a>&b;</a>".utf8), "[VC002 document-type]"),
    ("parameter", Array("<!DOCTYPE a [<!ENTITY % b SYSTEM 'pipe'> %b;]><a/>".utf8), "[VC002 document-type]"),
    ("subset", Array("<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'><a/>".utf8), "[VC002 document-type]"),
    ("deep", Array(String(repeating: "<a>", count: 100_000).utf8), "nested deeper than the limit of 256"),
    (
      "attributes", Array("<a\((0..<100_000).map { " a\($0)=''" }.joined())/>".utf8),
      "more attributes than the limit of 256"
    ),
    ("zero", Array("<a>\0</a>".utf8), "the file contains a NUL byte"),
    ("bytes", Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8), "is not valid UTF-8"),
    ("surrogate", [0xFF, 0xFE, 0x3C, 0, 0, 0xD8, 0x3E, 0], "unpaired surrogate"),
    ("half", [0xFF, 0xFE, 0x3C], "inside a UTF-16 code unit"),
    ("liar", Array("<?xml version='1.0' encoding='UTF-16'?><a/>".utf8), "declared as 'UTF-16' but is not"),
    ("shifty", Array("<?xml version='1.0' encoding='UTF-7'?><a/>".utf8), "'UTF-7' is not ASCII-compatible"),
    (
      "stranger", Array("<?xml version='1.0' encoding='klingon'?><a/>".utf8),
      "'klingon' is unknown or cannot be read on this system"
    ),
    ("name", Array("<a><b\u{1B}[2J/></a>".utf8), "[VC001 malformed-xml]"),
    ("escape", Array("<a>\u{1B}[2J</a>".utf8), "U+001B"),
  ]

  private static let bomb =
    "<!DOCTYPE a [<!ENTITY a0 'x'>"
    + (1..<30).map { "<!ENTITY a\($0) '&a\($0 - 1);&a\($0 - 1);'>" }.joined() + "]><a>&a29;</a>"

  /// The pipe has no writer: whoever opens and reads it waits until the time is up.
  @Test(arguments: texts.indices) func aTextThatAttacksIsAFinding(index: Int) throws {
    let (name, text, message) = Self.texts[index]
    folder.write(text, to: "\(name).xml")
    try #require(try Program.run("mkfifo", [folder.path("pipe")]).status == 0)
    for command in Self.commands {
      let run = try guarded(command + ["\(name).xml"])
      #expect(run.status == 1, "\(command) \(name): \(run.errorText)")
      if command == ["lint"] { #expect(run.text.contains(message), "\(name): \(run.text)") }
      expectHarmless(run, "\(command) \(name)")
    }
  }

  @Test(arguments: [
    "99999999999999999999", "18446744073709551616", "9223372036854775808", "4294967296", "-1", "-9223372036854775809",
    "0x7fffffffffffffffffff", "1e308", "", " 1", "1 ", "+1", "\u{0661}", "NaN",
  ]) func anyNumberIsAFindingOrANumber(number: String) throws {
    let devices = """
      <controller type='virtio-serial' index='\(number)' ports='\(number)' vectors='\(number)'>
        <address type='pci' domain='\(number)' bus='\(number)' slot='\(number)' function='\(number)'/>
      </controller>
      <channel type='tcp'>
        <source mode='connect' host='a' service='\(number)'><reconnect enabled='yes' timeout='\(number)'/></source>
        <target type='virtio' name='a'/>
        <address type='virtio-serial' controller='\(number)' bus='\(number)' port='\(number)'/>
      </channel>
      <channel type='pty'><target type='guestfwd' address='\(number)' port='\(number)'/></channel>
      """
    folder.write("<domain id='\(number)'><devices>\(devices)</devices></domain>", to: "numbers.xml")
    for command in Self.commands {
      let run = try guarded(command + ["numbers.xml"])
      #expect((1...2).contains(run.status), "\(command) \(number): \(run.status)")
    }
  }

  /// Control characters that XML can hold, and those of a file's name.
  @Test(arguments: ["text", "json", "jsonl", "sarif", "github", "gcc", "junit"])
  func nothingThatATerminalObeysIsPrinted(format: String) throws {
    let name = "a\u{1B}[31m\u{9B}2J.xml"
    folder.write("<channel type='\u{9B}2J\u{7F}'><target type='virtio' nam\u{202E}e='\u{9B}'/></channel>", to: name)
    let run = try guarded(["lint", "--format", format, name, "gone\u{1B}c.xml"])
    #expect(run.status == 2)
    expectHarmless(run, "\(format)")
  }

  @Test func aFileBeyondTheLimitIsNotRead() throws {
    try #require(try Program.run("truncate", ["-s", "1G", folder.path("huge.xml")]).status == 0)
    for command in Self.commands + [
      ["xml"], ["generate", "channel", "--preset", "guest-agent", "--into"], ["generate", "devices", "--from"],
    ] {
      let run = try guarded(command + ["huge.xml"])
      #expect(run.status == 2, "\(command)")
      #expect(run.errorText.contains("huge.xml: is larger than "), "\(command): \(run.errorText)")
    }
  }

  @Test func theLimitIsThatOfEveryCommand() throws {
    folder.write(Samples.fixed, to: "vm.xml")
    for command in Self.commands + [["xml"]] {
      let run = try guarded(command + ["--max-size", "100", "vm.xml"])
      #expect(run.status == 2)
      #expect(run.errorText.hasPrefix("virt-channel: vm.xml: is larger than 100; increase the limit with --max-size\n"))
    }
  }

  @Test func aStreamWithoutEndIsLeft() throws {
    let script = "yes '<a/>' | timeout 60 \"$0\" lint --max-size 1M -"
    let run = try Program.run("/bin/sh", ["-c", script, Program.virtChannelPath])
    #expect(run.status == 2)
    #expect(run.errorText.contains("<stdin>: is larger than 1M; increase the limit with --max-size"))
  }

  /// Command lines that are none, and what is said of them.
  static let commandLines: [(text: String, message: String)] = [
    ("-device 'virtserialport", "[VC"),
    ("-device \"virtserialport,name=\(String(repeating: "a\\\"", count: 300_000))", "[VC"),
    ("-device '\(String(repeating: "{\"a\":", count: 100_000))'", "nested deeper than 128 levels"),
    ("-device '{\"driver\":\"virtserialport\",\"nr\":1,\"nr\":2}'", "duplicate key 'nr'"),
    ("-device '{\"driver\":\"virtserialport\",\"nr\":18446744073709551616}'", "[VC"),
    ("-device virtio-serial-pci,max_ports=99999999999999999999", "[VC"),
    ("-device 'virtserialport,name=\u{1B}[2J\u{9B}2J'", "[VC"),
  ]

  @Test(arguments: commandLines.indices) func aCommandLineThatAttacksIsAFinding(index: Int) throws {
    let (text, message) = Self.commandLines[index]
    folder.write(text, to: "argv")
    let run = try guarded(["xml", "argv"])
    #expect(run.status == 1, "\(text.prefix(60))")
    #expect(run.errorText.contains(message), "\(text.prefix(60)): \(run.errorText.prefix(300))")
    #expect(isHarmless(run.errors))
  }

  private static let specs = [
    String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
    "{\"devices\":[],\"devices\":[]}",
    "{\"devices\":[{\"controller\":{\"ports\":18446744073709551616}}]}",
    "{\"devices\":[{\"controller\":{\"ports\":1e999}}]}",
    "{\"devices\":[{\"channel\":{\"target\":{\"name\":\"\\u001b[2J\\u009b\"}}}]", "\u{FEFF}", "\"",
  ]

  @Test(arguments: specs.indices) func devicesAskedForInJSONThatAttacksAreRefused(index: Int) throws {
    let text = Self.specs[index]
    folder.write(text, to: "spec.json")
    let run = try guarded(["generate", "devices", "--from", "spec.json"])
    #expect(run.status == 2, "\(text.prefix(60))")
    #expect(run.text.isEmpty)
    #expect(isHarmless(run.errors))
  }

  /// Runs in the folder, for a minute at most.
  private func guarded(_ arguments: [String]) throws -> Program {
    try Program.run("timeout", ["60", Program.virtChannelPath] + arguments, in: folder.path)
  }

  private func expectHarmless(_ run: Program, _ comment: Comment) {
    #expect(isHarmless(run.output) && isHarmless(run.errors), comment)
  }

  /// Whether a terminal shows it all: no control character but line ends.
  private func isHarmless(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar.properties.generalCategory != .control
    }
  }
}
