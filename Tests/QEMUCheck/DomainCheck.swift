internal import TestKit
internal import VirtChannel

/// One domain, held against QEMU in every dialect.
struct DomainCheck {
  private let xml: String
  private let name: String
  private let machine: Machine

  init(_ xml: String, _ name: String, _ machine: Machine) {
    self.xml = xml
    self.name = name
    self.machine = machine
  }

  func run(_ tally: inout Tally) throws {
    var linter = Linter(versions: machine.versions)
    let checked = linter.lint(SourceFile(name: name, xml))
    let refusals = checked.diagnostics.filter { $0.severity == .error }
    guard let domain = checked.domain, refusals.allSatisfy({ $0.refusal?.by == .qemu }) else { return }
    let resolver = Resolver(machine.versions)
    let resolved = resolver.resolve(domain)
    for dialect in Dialect.allCases { try run(resolved, dialect, refusals, &tally) }
  }

  private func run(
    _ domain: ResolvedDomain, _ dialect: Dialect, _ refusals: [Diagnostic], _ tally: inout Tally
  ) throws {
    let script = RunScript(domain, Spelling(machine.versions, dialect: dialect), folder: "/tmp/virt-channel-qemu-check")
    let ports = Self.ports(of: domain)
    let questions = ports.flatMap { [Machine.property("nr", of: $0.id), Machine.property("name", of: $0.id)] }
    let answers = try machine.run(script.text, asking: ["query-chardev"] + questions)
    let label = "\(name), \(dialect)"
    tally.note(
      refusals.isEmpty ? "starts that lint promised" : "refusals that lint foresaw",
      answers.started == refusals.isEmpty,
      "\(label): \(refusals.map(\.message)) \(answers.errors)\n\(script.text)")
    if answers.started { compare(ports, answers, label, &tally) }
  }

  private func compare(_ ports: [Port], _ answers: Answers, _ label: String, _ tally: inout Tally) {
    let chardevs = Set(answers.answer(0)?.array?.compactMap { $0["label"]?.string } ?? [])
    for (index, port) in ports.enumerated() {
      let number = answers.answer(1 + 2 * index)?.integer
      let name = answers.answer(2 + 2 * index)?.string
      tally.note("port numbers", number == port.number, "\(label): \(port) has \(String(describing: number))")
      tally.note("port names", (name ?? "") == (port.name ?? ""), "\(label): \(port) is \(String(describing: name))")
      tally.note("chardevs", chardevs.contains("char\(port.id)"), "\(label): \(port) has none")
    }
  }

  /// A port as the library knows it.
  struct Port {
    let id: String
    let number: Int
    let name: String?
  }

  /// The ports of a domain. Where libvirt leaves the number to QEMU, the number is that of our own reading of the options.
  static func ports(of domain: ResolvedDomain) -> [Port] {
    let text = ArgumentsFormat.shell.text(DomainToOptions(domain), domain.spelling())
    let back = OptionsToDomain(ParsedQEMUConfig(QEMUCommandLine(reading: SourceFile(name: "options", text))))
    let channels = back.channels.lazy.map(\.device).filter(\.isVirtio).map { ($0.alias, $0.address, $0.name) }
    let consoles = back.consoles.map(\.device).map { ($0.alias, $0.address, nil as String?) }
    return (Array(channels) + consoles).compactMap { alias, address, name in
      guard let id = alias?.name, let number = address?.virtioSerial?.port else { return nil }
      return Port(id: id, number: number, name: name)
    }
  }
}
