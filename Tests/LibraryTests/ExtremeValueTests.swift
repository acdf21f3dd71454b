import Testing
import VirtChannel

/// Whatever a program hands over, it gets an answer.
@Suite struct ExtremeValueTests {
  static let numbers = [Int.min, -1, 0, 1, Int.max]

  @Test(arguments: numbers) func anyLimitIsALimit(number: Int) {
    let file = SourceFile(name: "vm.xml", "<channel type='pty'><target type='virtio' name='a' xmlns:b='c'/></channel>")
    for limits in [
      XMLLimits(size: number), XMLLimits(depth: number), XMLLimits(attributes: number), XMLLimits(namespaces: number),
      XMLLimits(names: number), XMLLimits(elements: number), XMLLimits(children: number),
    ] {
      var linter = Linter(limits: limits)
      let result = linter.lint(file)
      #expect(result.document.problems.allSatisfy { $0.kind == .limit })
      #expect(number != .max || result.document.problems.isEmpty)
    }
  }

  @Test(arguments: numbers) func anyDepthIsALimitOfJSON(number: Int) {
    let value = try? JSONValue(parsing: Array("[[]]".utf8), depthLimit: number)
    #expect((value != nil) == (number >= 2))
  }

  @Test(arguments: numbers) func anyOffsetHasAPosition(number: Int) {
    let file = SourceFile(name: "a", "ab\nc")
    let lines = LineIndex(file)
    #expect((1...2).contains(lines.position(of: number).line))
    #expect(lines.range(ofLine: number).upperBound <= 4)
    #expect(file.text(in: SourceRange(number, 2)).utf8.count <= 4)
    #expect([TextEdit(SourceRange(0, number), with: "x")].applied(to: file).count <= 5)
    #expect(file.fileOffset(of: number) <= 4)
  }

  @Test(arguments: numbers) func anyNumberOfADeviceIsResolvedAndMapped(number: Int) throws {
    var parser = Domain.parser()
    let xml = """
      <domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
      <controller type='virtio-serial' index='0'/><channel type='unix'><target type='virtio' name='a'/></channel>
      </devices></domain>
      """
    var domain = try #require(Domain.read(parser.parse(SourceFile(name: "vm.xml", xml))))
    domain.controllers[0].index = number
    domain.controllers[0].ports = number
    domain.controllers[0].address = Address(
      .pci(PCIAddress(domain: number, bus: number, slot: number, function: number)))
    domain.channels[0].address = Address(
      .virtioSerial(VirtioSerialAddress(controller: number, bus: number, port: number)))
    domain.channels[0].source = .unix(
      UnixSource(mode: .connect, path: "/a", reconnect: Reconnect(enabled: .yes, timeout: number)))
    let resolved = Resolver().resolve(domain)
    #expect(!DomainToOptions(resolved).options.isEmpty)
    #expect(ChannelMap(resolved).controllers.allSatisfy { $0.freePorts.count <= 3 })
  }

  @Test(arguments: numbers) func anyWidthShowsAFinding(number: Int) {
    let file = SourceFile(name: "vm.xml", "<channel type='\(String(repeating: "x", count: 1000))'/>")
    var linter = Linter()
    let findings = FileFindings(linter.lint(file).diagnostics, in: file)
    let context = ReportContext(toolVersion: "1", libvirt: "12", qemu: "11")
    let report = ReportFormat.text.report(context, style: TextStyle(width: number))
    #expect(report.section(for: findings).contains("VC107"))
  }
}
