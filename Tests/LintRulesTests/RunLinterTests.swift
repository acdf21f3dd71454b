import LintRules
import SourceText
import Testing

/// The codes of what is found between domains, each a name and what is in its `<devices>`: the same whether their facts are kept or read
/// again.
private func codes(_ domains: (name: String, devices: String)...) -> [String] {
  let facts = facts(domains)
  let again = compared(facts).findings.map { "\($0) \($1.rule.code)" }
  #expect(again == codes(facts))
  return again
}

private func codes(_ facts: [DomainClaims?]) -> [String] {
  var run = RunLinter()
  for facts in facts { run.add(facts) }
  return run.findings().flatMap { file, findings in findings.map { "\(file.prefix(1)) \($0.rule.code)" } }
}

/// What is found between files, by their numbers, and the files that are read again for it.
private func compared(
  _ facts: [DomainClaims?], maximumOfNotes: Int = .max
) -> (findings: [(Int, Diagnostic)], read: [Int]) {
  var run = LargeRunLinter()
  for (number, facts) in facts.enumerated() { run.add(facts, file: number) }
  var read: [Int] = []
  let found = run.findings(maximumOfNotes: maximumOfNotes, fileName: { "\($0).xml" }) { file in
    read.append(file)
    return facts[file]
  }
  return (found.flatMap { file, findings in findings.map { (file, $0) } }, read)
}

private func facts(_ domains: [(name: String, devices: String)]) -> [DomainClaims?] {
  var linter = Linter()
  return domains.enumerated().map { number, domain in
    let text = Example(domain.devices, in: .named(domain.name)).file
    return linter.lint(SourceFile(name: "\(number).xml", text)).facts
  }
}

private func socket(_ path: String, _ mode: String = "bind") -> String {
  "<channel type='unix'><source mode='\(mode)' path='\(path)'/><target type='virtio' name='a'/></channel>"
}

private func port(_ host: String, _ service: String = "4555", type: String = "tcp") -> String {
  """
  <channel type='\(type)'><source mode='bind' host='\(host)' service='\(service)'/><target type='virtio' name='a'/></channel>
  """
}

@Suite struct RunLinterTests {
  @Test func comparesWhatListens() {
    #expect(codes(("x", socket("/r/s")), ("y", socket("/r/s"))) == ["1 VC801"])
    #expect(codes(("x", socket("/r/s")), ("y", socket("/r/s", "connect"))) == [])
    #expect(codes(("x", socket("/r/s")), ("y", socket("/r/s")), ("z", socket("/r/s"))) == ["1 VC801"])
  }

  @Test func takesFilesOfOneDomainForOne() {
    #expect(codes(("x", socket("/r/s")), ("x", socket("/r/s"))) == [])
  }

  @Test func comparesPortsWhereAddressesMeet() {
    #expect(codes(("x", port("10.0.0.1")), ("y", port("10.0.0.1"))) == ["1 VC802"])
    #expect(codes(("x", port("10.0.0.1")), ("y", port("10.0.0.2"))) == [])
    #expect(codes(("x", port("10.0.0.1")), ("y", port("::"))) == ["1 VC802"])
    #expect(codes(("x", port("10.0.0.1")), ("y", port(""))) == ["1 VC802"])
    #expect(codes(("x", port("10.0.0.1")), ("y", port("10.0.0.1", type: "udp"))) == [])
    #expect(codes(("x", port("10.0.0.1")), ("y", port("10.0.0.1", "4556"))) == [])
  }

  @Test func looksAtSerialPortsAndConsoles() {
    let serial = "<serial type='file'><source path='/l/a'/></serial>"
    let console = "<console type='file'><source path='/l/a'/><target type='virtio'/></console>"
    #expect(codes(("x", serial), ("y", console)) == ["1 VC803"])
    #expect(codes(("x", serial.replacing("/l/a", with: "/dev/null")), ("y", console)) == [])
  }

  @Test(arguments: [
    ("/run/vm/old.sock", ["1 VC804"]), ("/run/old/a.sock", ["1 VC804"]), ("/run/vm/old.a.sock", ["1 VC804"]),
    ("/run/vm/older.sock", []), ("/old/a.sock", []), ("/run/old/new.sock", []), ("/run/vm/new.sock", []),
  ])
  func findsTheNameOfAnotherDomain(path: String, found: [String]) {
    #expect(codes(("old", ""), ("new", socket(path))) == found)
  }

  @Test func readsOnlyFilesAgainThatNameOthers() {
    let domains = [
      ("a", socket("/r/a/s")), ("b", socket("/r/b/s")), ("c", socket("/r/s")), ("d", socket("/r/s")),
      ("d", socket("/r/d/s")),
      ("e", socket("/r/f/s")), ("f", port("10.0.0.1")), ("g", port("10.0.0.2")), ("h", port("10.0.0.1", "1")),
      ("i", ""),
    ]
    #expect(compared(facts(domains)).read == [5, 6])
  }

  @Test func groupsPortsByTheFirstAddressThatMeets() {
    #expect(
      codes(
        ("a", port("10.0.0.1")), ("b", port("10.0.0.2")), ("c", port("10.0.0.2")), ("d", port("0.0.0.0")),
        ("e", port("10.0.0.3"))) == ["2 VC802", "3 VC802"])
  }

  @Test func countsNotesThatNothingShows() throws {
    let domains = (0..<9).map { ("vm\($0)", socket("/r/s")) }
    let (_, finding) = try #require(compared(facts(domains), maximumOfNotes: 2).findings.first)
    #expect(finding.message == "domains 'vm0', 'vm2', 'vm3' and 5 others listen on the same path")
    #expect(finding.notes.map(\.message) == ["domain 'vm0'", "domain 'vm2'"])
    #expect(finding.omittedNotes == 6)
  }

  @Test func obeysComments() {
    let silent = "<!-- virt-channel: ignore VC801 on purpose -->\n" + socket("/r/s")
    #expect(codes(("x", socket("/r/s")), ("y", silent)) == [])
    var linter = Linter()
    let alone = linter.lint(SourceFile(name: "a", Example(silent).file))
    #expect(!alone.diagnostics.contains { $0.rule.code == "VC009" })
  }

  @Test func pointsIntoTheOtherFile() throws {
    let found = try #require(Rule.named("VC801")).bad[0].diagnostics[1].last
    #expect(found?.notes.map(\.file) == ["vm1.xml"])
  }
}
