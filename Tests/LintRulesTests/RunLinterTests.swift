import LintRules
import SourceText
import Testing

/// The codes of what is found between domains, each a name and what is in its `<devices>`.
private func codes(_ domains: (name: String, devices: String)...) -> [String] {
  var linter = Linter()
  var run = RunLinter()
  for (number, domain) in domains.enumerated() {
    let text = Example(domain.devices, in: .named(domain.name)).file
    run.add(linter.lint(SourceFile(name: "\(number).xml", text)).facts)
  }
  return run.findings().flatMap { file, findings in findings.map { "\(file.prefix(1)) \($0.rule.code)" } }
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
    #expect(codes(("x", socket("/r/s")), ("y", socket("/r/s")), ("z", socket("/r/s"))) == ["1 VC801", "2 VC801"])
  }

  @Test func takesFilesOfOneDomainForOne() {
    #expect(codes(("x", socket("/r/s")), ("x", socket("/r/s"))) == [])
  }

  @Test func comparesPortsWhereAddressesMeet() {
    #expect(codes(("x", port("10.0.0.1")), ("y", port("10.0.0.1"))) == ["1 VC802"])
    #expect(codes(("x", port("10.0.0.1")), ("y", port("10.0.0.2"))) == [])
    #expect(codes(("x", port("10.0.0.1")), ("y", port("::"))) == ["1 VC802"])
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
