import DomainModel
import SourceText
import Testing
import XMLTree

@Suite struct ReadingTests {
  @Test(arguments: [
    "<domain><devices><channel type='pty'/></devices></domain>",
    "<domstatus><domain><devices><channel type='pty'/></devices></domain></domstatus>",
    "<domainsnapshot><domain><devices><channel type='pty'/></devices></domain></domainsnapshot>",
    "<devices><channel type='pty'/></devices>", "<channel type='pty'/>",
    "<controller type='virtio-serial'/>\n<channel type='pty'/>",
  ])
  func devicesAreFoundWhereverTheyStand(_ text: String) throws {
    #expect(try read(text).channels.map(\.source) == [.pty(PathSource())])
  }

  @Test func whatIsNoDomainIsNone() {
    var parser = Domain.parser()
    #expect(Domain.read(parser.parse(SourceFile(name: "a", "<network><name>n</name></network>"))) == nil)
  }

  @Test func aChannelOfASpiceDisplayIsNoDevice() throws {
    let domain = try read("<devices><graphics type='spice'><channel name='main' mode='secure'/></graphics></devices>")
    #expect(domain.channels.isEmpty && domain.issues.isEmpty)
  }

  @Test(arguments: [
    ("1", 1), (" +2", 2), ("\t07", 7), ("0x1", nil), ("-1", nil), ("1 ", nil), ("", nil), ("4294967295", 4_294_967_295),
    ("4294967296", nil), ("99999999999999999999", nil), ("１", nil),
  ])
  func numbersAreReadAsStrtolReadsThem(_ text: String, _ expected: Int?) {
    #expect(NumberFormat.unsigned.parse(text) == expected)
  }

  @Test(arguments: [("0x1f", 31), ("010", 8), ("9", 9), ("0", 0), ("0x", nil), ("08", nil), ("ff", nil), ("0x+5", nil)])
  func aPrefixTellsTheBase(_ text: String, _ expected: Int?) {
    #expect(NumberFormat.hexadecimal(digits: 2).parse(text) == expected)
  }

  @Test func badValuesAreNotedAndReadAsAbsent() throws {
    let domain = try read("<controller type='virtio-serial' index='x' ports='-1' model='bogus'/>")
    #expect(domain.controllers == [Controller()])
    #expect(domain.issues.count == 3)
  }

  /// What is asked for is noted by a bit for each name.
  @Test func everyNameHasABit() {
    #expect(Name.allCases.count <= UInt128.bitWidth)
    #expect(Name.allCases.enumerated().allSatisfy { $0 == $1.rawValue })
  }
}
