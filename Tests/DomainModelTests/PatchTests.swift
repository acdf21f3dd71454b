import DomainModel
import SourceText
import Testing
import XMLTree

@Suite struct PatchTests {
  /// The text after a change of its first channel.
  func patched(_ text: String, _ change: (inout Channel) -> Void) throws -> String {
    let domain = try read(text)
    var channel = try #require(domain.channels.first)
    change(&channel)
    return String(decoding: domain.edits(channel).applied(to: domain.document.file), as: UTF8.self)
  }

  @Test func onlyTheValueChangesAndItsQuotesStay() throws {
    let text = "<channel  type = \"pty\" ><!-- a --><target name=\"x\"  type='virtio' foo='1'/>\n<bar/></channel>"
    let result = try patched(text) { $0.target = .virtio(name: "a<\"'&") }
    #expect(result == text.replacing("\"x\"", with: "\"a&lt;&quot;&apos;&amp;\""))
  }

  @Test func anEqualValueSpelledDifferentlyStays() throws {
    let text =
      "<channel type='pty'><target type='virtio' name='a'/><address type='virtio-serial' port=' 01'/></channel>"
    #expect(try patched(text) { $0.address = Address(.virtioSerial(VirtioSerialAddress(port: 1))) } == text)
  }

  @Test func aNewAttributeStandsWhereLibvirtWritesIt() throws {
    let text = "<channel type='unix'><source path='/a'/><target type='virtio' name='a'/></channel>"
    let result = try patched(text) { $0.source = .unix(UnixSource(mode: .bind, path: "/a")) }
    #expect(result == text.replacing("<source path", with: "<source mode='bind' path"))
  }

  @Test func anotherVariantTakesAwayWhatBelongedToTheFirst() throws {
    let text = """
      <channel type='unix'>
        <source mode='bind' path='/a'/>
        <target type='virtio' name='a'/>
      </channel>
      """
    let result = try patched(text) { $0.source = .spicevmc }
    #expect(result == "<channel type='spicevmc'>\n  <target type='virtio' name='a'/>\n</channel>")
  }

  @Test func aNewChildIsIndentedAsItsSiblings() throws {
    let text = "<channel type='pty'>\r\n\t<target type='virtio' name='a'/>\r\n</channel>\r\n"
    let result = try patched(text) {
      $0.address = Address(.virtioSerial(VirtioSerialAddress(controller: 0, bus: 0, port: 2)))
    }
    let address = "<address type='virtio-serial' controller='0' bus='0' port='2'/>"
    #expect(result == text.replacing("name='a'/>\r\n", with: "name='a'/>\r\n\t\(address)\r\n"))
  }

  @Test func anEmptyElementIsOpened() throws {
    let result = try patched("<devices>\n  <channel type='pty'/>\n</devices>") { $0.target = .virtio(name: "a") }
    #expect(
      result == "<devices>\n  <channel type='pty'>\n    <target type='virtio' name='a'/>\n  </channel>\n</devices>")
  }

  @Test func aRemovedPartTakesItsLineWithIt() throws {
    let text = "<channel type='pty'>\n  <target type='virtio' name='a'/>\n  <alias name='x'/>\n</channel>"
    #expect(try patched(text) { $0.alias = nil } == text.replacing("\n  <alias name='x'/>", with: ""))
  }

  @Test(arguments: [
    "  +<!-- a -->\n  <!-- b -->\n  <channel/>", "  <input/> <!-- a -->\n  +<channel/>",
    "  <!-- a -->\n  <input/>\n  <!-- b -->+<channel/>",
  ])
  func aNewDeviceLeavesCommentsWithWhatTheyAreAbout(_ marked: String) throws {
    let text = "<devices>\n\(marked)\n</devices>"
    let domain = try read(text.replacing("+", with: ""))
    let edits = domain.edits(Controller(index: 0))
    #expect(edits.map(\.range.lowerBound) == [text.split(separator: "+")[0].utf8.count])
  }

  @Test func aNewDeviceFollowsTheLastOfItsKind() throws {
    let domain = try read("<devices>\n  <channel type='pty'/>\n  <video/>\n</devices>")
    let edits = domain.edits(Channel(source: .unix(UnixSource()), target: .virtio(name: "a")))
    let result = String(decoding: edits.applied(to: domain.document.file), as: UTF8.self)
    #expect(
      result == """
        <devices>
          <channel type='pty'/>
          <channel type='unix'>
            <target type='virtio' name='a'/>
          </channel>
          <video/>
        </devices>
        """)
  }
}
