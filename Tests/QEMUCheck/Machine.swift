internal import JSONText
internal import TestKit
internal import VirtChannel

/// The QEMU that is installed.
struct Machine {
  /// Its version, and the libvirt of its day.
  let versions: Versions

  /// Asks QEMU for its version.
  static func installed() throws -> Machine {
    let text = try Program.run("/usr/bin/env", ["qemu-system-x86_64", "--version"]).text
    let words = text.split { $0 == " " || $0 == "(" || $0 == "\n" }
    guard let version = words.lazy.compactMap({ Version(String($0)) }).first else { throw NoVersion(text: text) }
    return Machine(versions: Versions(qemu: version))
  }

  /// Runs a script that ends in QEMU, stopped before the guest's first instruction, and asks it some things over QMP.
  func run(_ script: String, asking commands: [String]) throws -> Answers {
    let input = (["qmp_capabilities"] + commands + ["quit"]).map { $0.hasPrefix("{") ? $0 : #"{"execute":"\#($0)"}"# }
    let arguments = ["20", "sh", "-c", script, "qemu", "-S", "-qmp", "stdio"]
    return Answers(try Program.run("/usr/bin/timeout", arguments, input: Array(input.joined(separator: "\n").utf8)))
  }

  /// The question for a property of a device.
  static func property(_ name: String, of id: String) -> String {
    let arguments: JSONValue = ["path": .string("/machine/peripheral/\(id)"), "property": .string(name)]
    return JSONValue.object(["execute": "qom-get", "arguments": arguments]).text()
  }

  struct NoVersion: Error {
    let text: String
  }
}

/// What QEMU said.
struct Answers {
  /// Whether it started.
  let started: Bool
  /// What it answered to the questions, in order; nil where it answered with an error.
  private let returned: [JSONValue?]
  /// What it printed that is no warning.
  let errors: String

  /// The answer to a question; nil when there is none, or an error.
  func answer(_ question: Int) -> JSONValue? { question < returned.count ? returned[question] : nil }

  init(_ program: Program) {
    let lines = program.output.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONValue(parsing: Array($0)) }
    let answers = lines.filter { $0["return"] != nil || $0["error"] != nil }
    started = program.status == 0 && !answers.isEmpty
    returned = answers.dropFirst().map { $0["return"] }
    errors = program.errorText.split(separator: "\n").filter { !$0.contains("warning:") }.joined(separator: "\n")
  }
}
