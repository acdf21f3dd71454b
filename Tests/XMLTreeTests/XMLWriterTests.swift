import Testing
import XMLTree

@Suite struct XMLWriterTests {
  @Test func writesAsLibvirtDoes() {
    let writer = XMLWriter(indentation: "    ")
    writer.startElement("channel")
    writer.attribute("type", "unix")
    writer.startElement("target")
    writer.attribute("name", "it's \"é\" & <ü>\n")
    writer.endElement()
    writer.startElement("label")
    writer.text("a<b")
    writer.endElement()
    writer.raw("<!-- as is -->")
    let expected = """
      <channel type='unix'>
            <target name='it&apos;s &quot;é&quot; &amp; &lt;ü&gt;&#10;'/>
            <label>a&lt;b</label>
            <!-- as is -->
          </channel>
      """
    #expect(writer.finish() == expected)
  }
}
