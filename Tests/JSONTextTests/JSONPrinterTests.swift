import JSONText
import Testing

@Suite struct JSONPrinterTests {
  @Test func optionsStandAsLibvirtPrintsThem() {
    let option: JSONValue = [
      "driver": "virtserialport", "bus": "virtio-serial0.0", "nr": 1, "chardev": "charchannel0", "id": "channel0",
      "name": #"a/b\c"d,'é"#, "packed": true,
    ]
    #expect(
      option.text() == #"{"driver":"virtserialport","bus":"virtio-serial0.0","nr":1,"chardev":"charchannel0","#
        + #""id":"channel0","name":"a/b\\c\"d,'é","packed":true}"#)
  }

  @Test func controlCharactersAreEscaped() {
    #expect(JSONValue.string("\u{8}\t\n\u{C}\r\u{1}\u{1F}\u{7F}").text() == "\"\\b\\t\\n\\f\\r\\u0001\\u001f\u{7F}\"")
  }

  @Test func prettyTextIsIndentedByTwo() {
    let value: JSONValue = ["a": [1, ["b": .null]], "c": [], "d": [:]]
    #expect(
      value.text(.pretty) == """
        {
          "a": [
            1,
            {
              "b": null
            }
          ],
          "c": [],
          "d": {}
        }
        """)
  }

  @Test func aBufferCanBeEmptiedBetweenValues() {
    var printer = JSONPrinter()
    var text: [UInt8] = []
    printer.array { printer in
      for number in 1...3 {
        printer.value(.integer(number))
        text += printer.bytes
        printer.bytes = []
      }
    }
    #expect(String(decoding: text + printer.bytes, as: UTF8.self) == "[1,2,3]")
  }
}
