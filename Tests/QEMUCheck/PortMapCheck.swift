internal import TestKit
internal import VirtChannel

/// A map of a domain, compared with QEMU's `info qtree`: each port's controller, number and name.
struct PortMapCheck {
  private let xml: String
  private let name: String
  private let machine: Machine

  init(_ xml: String, _ name: String, _ machine: Machine) {
    self.xml = xml
    self.name = name
    self.machine = machine
  }

  /// Notes nothing of a domain that lint says is refused.
  func run(_ tally: inout Tally) throws {
    var linter = Linter(versions: machine.versions)
    let checked = linter.lint(SourceFile(name: name, xml))
    guard let domain = checked.domain, !checked.diagnostics.contains(where: { $0.severity == .error }) else { return }
    let resolved = Resolver(machine.versions).resolve(domain)
    let script = RunScript(resolved, Spelling(machine.versions), folder: "/tmp/virt-channel-qemu-check")
    let answers = try machine.run(script.text, asking: [Self.question])
    guard let tree = answers.answer(0)?.string else {
      return tally.note(Self.comparison, false, "\(name) does not start: \(answers.errors)\n\(xml)\n\(script.text)")
    }
    let map = ChannelMap(resolved)
    let ports = map.controllers.flatMap { controller in
      controller.ports.map { Port(bus: controller.id, id: $0.id, number: $0.number, name: $0.name ?? "") }
    }
    let real = Self.ports(in: tree)
    tally.note(Self.comparison, Set(ports) == Set(real), "\(name): \(ports) are \(real)\n\(xml)\n\(script.text)")
  }

  /// What is compared.
  static let comparison = "maps like info qtree"

  private static let question = JSONValue.object([
    "execute": "human-monitor-command", "arguments": ["command-line": "info qtree"],
  ]).text()

  private struct Port: Hashable {
    /// The id of the controller.
    let bus: String
    let id: String
    var number: Int?
    var name = ""
  }

  /// The ports in the text of `info qtree`.
  private static func ports(in tree: String) -> [Port] {
    var bus = ""
    var ports: [Port] = []
    var isPort = false
    for line in tree.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      switch words.first {
      case "bus:": bus = words.dropFirst().first.map { String($0.prefix { $0 != "." }) } ?? ""
      case "dev:":
        isPort =
          words.dropFirst().first?.hasPrefix("virtconsole") == true
          || words.dropFirst().first?.hasPrefix("virtserialport") == true
        if isPort { ports.append(Port(bus: bus, id: quoted(words.last ?? ""))) }
      case "port" where isPort:
        ports[ports.count - 1].number = words.dropFirst().first.flatMap { Int($0.prefix { $0 != "," }) }
      case "name" where isPort: ports[ports.count - 1].name = quoted(words.last ?? "")
      default: break
      }
    }
    return ports
  }

  private static func quoted(_ word: Substring) -> String { String(word.filter { $0 != "\"" }) }
}
