import SourceText
import TestKit
import Testing
import XMLTree

@Suite struct XMLWriterTests {
  @Test func writesAsLibvirtDoes() {
    let writer = XMLWriter(indentation: "    ")
    writer.startElement("channel")
    writer.attribute("type", "unix")
    writer.startElement("source")
    writer.endElement()
    writer.startElement("target")
    writer.attribute("name", "it's \"é\" & <ü>")
    writer.startElement("label")
    writer.text("a<b>'\"&é\u{1}\r")
    writer.endElement()
    writer.endElement()
    writer.comment("it's <as> -- is\n---")
    let expected = """
      <channel type='unix'>
            <source/>
            <target name='it&apos;s &quot;é&quot; &amp; &lt;ü&gt;'>
              <label>a&lt;b&gt;&apos;&quot;&amp;é&#13;</label>
            </target>
            <!-- it's <as> - - is - - - -->
          </channel>
      """
    #expect(writer.finish() == expected)
  }

  @Test func elementsAfterEachOtherStandOnLinesOfTheirOwn() {
    let writer = XMLWriter(indentation: "  ", lineEnd: "\r\n")
    for name in ["a", "b"] {
      writer.startElement(name)
      writer.startElement("c")
      writer.endElement()
      writer.endElement()
    }
    #expect(writer.finish() == "<a>\r\n    <c/>\r\n  </a>\r\n  <b>\r\n    <c/>\r\n  </b>")
  }

  @Test func aLevelIsIndentedAsTold() {
    let writer = XMLWriter(indentation: "\t", unit: "\t")
    writer.startElement("a")
    writer.startElement("b")
    #expect(writer.finish() == "<a>\n\t\t<b/>\n\t</a>")
  }

  @Test func withoutLineEndAllStandsOnOneLine() {
    let writer = XMLWriter(lineEnd: "")
    writer.startElement("a")
    writer.startElement("b")
    writer.text("c")
    #expect(writer.finish() == "<a><b>c</b></a>")
  }

  @Test func callsThatMakeNoSenseDoNoHarm() {
    let writer = XMLWriter()
    writer.endElement()
    writer.attribute("a", "b")
    writer.startElement("c")
    writer.endElement()
    writer.endElement()
    #expect(parse(writer.finish()).nodeCount <= 1)
  }

  /// Characters that XML cannot hold are left out; all else comes back as it was.
  @Test(arguments: 0..<200 as Range<UInt64>) func whatIsWrittenIsReadBack(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (value, text) = (random.nastyString(), random.nastyString())
    let writer = XMLWriter(indentation: random.pick(["", "  ", "\t"]))
    writer.startElement("a")
    writer.attribute("b", value)
    writer.startElement("c")
    writer.text(text)
    let document = parse(writer.finish())
    let a = try #require(document.roots.first)
    let c = try #require(document.child("c", in: a))
    let b = try #require(document.attributes(of: a).first)
    #expect(document.problems.isEmpty)
    #expect(Array(document.value(of: b).unicodeScalars) == value.unicodeScalars.filter(\.canStandInXML))
    #expect(Array(document.text(of: c).unicodeScalars) == text.unicodeScalars.filter(\.canStandInXML))
  }
}

extension Unicode.Scalar {
  fileprivate var canStandInXML: Bool { value >= 0x20 || ["\t", "\n", "\r"].contains(self) }
}
