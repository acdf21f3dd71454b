import DomainModel
import Resolution
import SourceText
import TestKit
import Testing
import Topology
import XMLTree

/// A picture is legible: text stays inside its box, boxes do not overlap, and nothing is lost.
@Suite struct DrawingTests {
  private struct Box {
    let x, y, width, height: Int

    func holds(_ text: Label) -> Bool {
      x <= text.x && text.x < x + width && y < text.y && text.y <= y + height
    }

    func overlaps(_ other: Box) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }
  }

  private struct Label {
    let x, y: Int
    let text: Substring

    /// Columns of the monospaced font of 12 pixels are 7.23 wide, ideographs two of them.
    var right: Int { x + columns * 723 / 100 }

    var columns: Int { text.unicodeScalars.reduce(0) { $0 + ((0x3000...0x9FFF).contains($1.value) ? 2 : 1) } }
  }

  private static let long =
    "/var/lib/virt-channel/a/directory/whose/name/is/rather/long/for/one/line/of/a/box/agent.sock"

  private func picture(channels: Int) throws -> String {
    let devices = (0..<channels).map { number in
      """
      <channel type='unix'><source mode='bind' path='\(Self.long).\(number)'/>
      <target type='virtio' name='org.example.with.a.name.of.more.than.one.line.number.\(number)'/></channel>
      """
    }
    return try picture(
      """
      <domain type='kvm'><name>a-domain-with-a-name-that-does-not-fit-into-its-column-of-the-picture</name>
      <os><type arch='x86_64' machine='q35'>hvm</type></os><devices>\(devices.joined())</devices></domain>
      """)
  }

  private func picture(_ text: String) throws -> String {
    var parser = Domain.parser()
    let domain = try #require(Domain.read(parser.parse(SourceFile(name: "test.xml", text))))
    return ChannelMap(Resolver(Versions(libvirt: Version(9, 0), qemu: Version(7, 2))).resolve(domain)).svg()
  }

  private func boxes(_ picture: String, _ kind: String) throws -> [Box] {
    let pattern = try Regex<(Substring, Substring, Substring, Substring, Substring)>(
      "<rect x='(\\d+)' y='(\\d+)' width='(\\d+)' height='(\\d+)' rx='\\d+' class='\(kind)[^']*'")
    return picture.matches(of: pattern).map { match in
      let numbers = [match.1, match.2, match.3, match.4].map { Int($0) ?? -1 }
      return Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
  }

  private func labels(_ picture: String, _ kind: String) throws -> [Label] {
    let pattern = try Regex<(Substring, Substring, Substring, Substring)>(
      "<text x='(\\d+)' y='(\\d+)' class='\(kind)'>([^<]*)</text>")
    return picture.matches(of: pattern).map { Label(x: Int($0.1) ?? -1, y: Int($0.2) ?? -1, text: $0.3) }
  }

  @Test(arguments: [1, 30, 50]) func everyTextIsInsideOneBox(channels: Int) throws {
    let picture = try picture(channels: channels)
    let boxes = try ["host", "guest", "port"].map { try self.boxes(picture, $0) }
    #expect(boxes.map(\.count) == [channels, channels, channels])
    for (column, boxes) in zip(["host", "guest", "port"], boxes) {
      for (above, below) in zip(boxes, boxes.dropFirst()) { #expect(!above.overlaps(below), "\(column)") }
    }
    for label in try labels(picture, "mono") {
      let owners = boxes.joined().filter { $0.holds(label) }
      #expect(owners.count == 1, "\(label)")
      #expect(owners.allSatisfy { label.right <= $0.x + $0.width }, "\(label)")
    }
  }

  @Test func aPathIsBrokenAtSeparatorsAndComplete() throws {
    let picture = try picture(channels: 1)
    let host = try #require(try boxes(picture, "host").first)
    let lines = try labels(picture, "mono").filter(host.holds).map(\.text)
    #expect(lines.joined() == Self.long + ".0")
    #expect(lines.count > 1 && lines.dropLast().allSatisfy { $0.hasSuffix("/") })
  }

  @Test func longAliasesAndIdeographsStayInTheirBoxes() throws {
    let alias = "ua-" + String(repeating: "redundancy-", count: 5)
    let wide = String(repeating: "漢字", count: 25)
    let picture = try picture(
      """
      <domain type='kvm'><name>\(wide)</name><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
      <controller type='virtio-serial' index='0'><alias name='\(alias)'/></controller>
      <channel type='unix'><source mode='bind' path='/\(wide)'/><log file='/var/log/\(wide)'/><target type='virtio' name='\(wide)'/></channel>
      <serial type='pty'><alias name='\(alias)'/></serial></devices></domain>
      """)
    let boxes = try ["host", "guest", "port"].flatMap { try self.boxes(picture, $0) }
    for label in try labels(picture, "mono") {
      #expect(boxes.filter { $0.holds(label) }.allSatisfy { label.right <= $0.x + $0.width }, "\(label)")
    }
    // Tenths of pixels: bold characters of 13 pixels are at most 9 wide on average, and those of 11 pixels 5.7.
    for (kind, width) in [("title", 90), ("small", 57)] {
      let holders = try boxes + self.boxes(picture, "controller")
      for label in try labels(picture, kind) {
        let ends = holders.filter { $0.holds(label) }.map { $0.x + $0.width }
        #expect(label.x + label.columns * width / 10 <= ends.min() ?? 0, "\(label)")
      }
    }
    #expect(try labels(picture, "heading").map(\.columns).allSatisfy { $0 <= 31 })
    #expect(picture.contains("log: /var/log/"))
  }

  /// A character that is shown as its number takes more columns than it has.
  @Test func textThatIsShownAsNumbersStaysInItsBox() throws {
    let hidden = String(repeating: "\u{200B}", count: 30)
    let picture = try picture(
      """
      <domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
      <channel type='unix'><source mode='bind' path='/\(hidden)'/><target type='virtio' name='\(hidden)'/></channel>
      </devices></domain>
      """)
    let boxes = try ["host", "guest", "port"].flatMap { try self.boxes(picture, $0) }
    let shown = try labels(picture, "mono").filter { $0.text.contains("\\u{200B}") }
    #expect(shown.count > 4)
    for label in shown { #expect(boxes.contains { $0.holds(label) && label.right <= $0.x + $0.width }, "\(label)") }
  }

  @Test func theNameOfTheDomainEndsBeforeTheGuest() throws {
    let headings = try labels(picture(channels: 1), "heading")
    #expect(headings.map(\.text) == ["host", "QEMU: a-domain-with-a-name-tha…", "guest (Linux)"])
    // A bold character of 15 pixels is at most 11 wide on average.
    for (left, right) in zip(headings, headings.dropFirst()) { #expect(left.x + left.text.count * 11 < right.x) }
  }
}
