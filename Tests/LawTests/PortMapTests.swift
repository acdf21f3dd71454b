import TestKit
import Testing
import VirtChannel

/// The ports that a map shows are those that QEMU makes of the options we print.
@Suite struct PortMapTests {
  @Test(arguments: PortMachine.allCases) func aMapAgreesWithItsOptionsReadBack(machine: PortMachine) throws {
    var random = SeededGenerator(seed: 12)
    for number in 0..<60 {
      let xml = random.domainWithConsoles(on: machine)
      var parser = Domain.parser()
      let file = SourceFile(name: "domain \(number)", xml)
      let domain = try #require(Domain.read(parser.parse(file)))
      let versions = Versions(libvirt: Version(9, 0), qemu: Version(7, 2))
      let resolved = Resolver(versions).resolve(domain)
      let script = RunScript(resolved, Spelling(versions)).text
      let back = OptionsToDomain(ParsedQEMUConfig(QEMUCommandLine(reading: SourceFile(name: "script", script))))
      let read = Ports(back)
      let shown = Ports(ChannelMap(resolved))
      #expect(shown == read, "\(xml)\n\(script)")
      #expect(!shown.ports.isEmpty)
    }
  }
}

private struct Ports: Equatable {
  var ports: [String: [Int?]] = [:]

  init(_ map: ChannelMap) {
    for port in map.ports { ports[port.id] = [port.controller, port.number] }
  }

  init(_ back: OptionsToDomain) {
    for channel in back.channels.map(\.device) { note(channel.alias, channel.address) }
    for console in back.consoles.map(\.device) { note(console.alias, console.address) }
  }

  private mutating func note(_ alias: Alias?, _ address: Address?) {
    guard let port = address?.virtioSerial else { return }
    ports[alias?.name ?? ""] = [port.controller, port.port]
  }
}
