import JSONText
import Testing

@Suite struct JSONScannerTests {
  func parse(_ text: String, _ dialect: JSONScanner.Dialect = .standard) throws(JSONError) -> JSONValue {
    try JSONValue(parsing: Array(text.utf8), dialect: dialect, depthLimit: 4)
  }

  @Test func numbersKeepEveryDigit() throws {
    let value = try parse("[18446744073709551616,-0,2.50,1E+2]")
    #expect(value.array?.map(\.number?.text) == ["18446744073709551616", "-0", "2.50", "1E+2"])
    #expect(value.array?[0].integer == nil)
    #expect(value.array?[2].integer == nil)
    #expect(try parse("-9223372036854775808").integer == .min)
  }

  @Test func membersKeepTheirOrder() throws {
    #expect(try parse(#" {"b":1 , "a":[true,false,null]}"#).object?.map(\.key) == ["b", "a"])
  }

  @Test func escapesAreUndone() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\té\ud83d\ude00""#).string == "\"\\/\u{8}\u{C}\n\r\té😀")
  }

  @Test func qemuTakesSingleQuotes() throws {
    #expect(try parse(#"{'id':'a"\'b'}"#, .qemu)["id"] == #"a"'b"#)
    #expect(throws: JSONError(at: 1, expected: .key)) { try parse("{'id':'a'}") }
  }

  static let wrong: [(String, Int, JSONError.Expectation)] = [
    ("", 0, .value),
    ("nul", 0, .value),
    (#"{"a":1"#, 6, .token("',' or '}'")),
    (#"{"a":1,}"#, 7, .key),
    (#"{"a" 1}"#, 5, .token("':'")),
    ("[1 2]", 3, .token("',' or ']'")),
    ("[1,]", 3, .value),
    ("01", 1, .end),
    ("+1", 0, .value),
    ("-", 1, .digit),
    ("1.", 2, .digit),
    ("1e", 2, .digit),
    ("\"a", 2, .token("the closing \"")),
    ("\"a\nb\"", 2, .stringCharacter),
    (#""\x""#, 2, .escape),
    (#""\u12""#, 3, .unicodeScalar),
    (#""\u+123""#, 3, .unicodeScalar),
    (#""\ud83d""#, 2, .unicodeScalar),
    (#""\ud83dA""#, 2, .unicodeScalar),
    (#""\ude00""#, 2, .unicodeScalar),
    (#"{"a":1,"b":2,"a":3}"#, 13, .newKey("a")),
    ("[[[[[]]]]]", 4, .depth(atMost: 4)),
    ("1 x", 2, .end),
  ]

  @Test(arguments: wrong) func errorsSayWhereAndWhatIsExpected(
    text: String, offset: Int, expected: JSONError.Expectation
  ) {
    #expect(throws: JSONError(at: offset, expected: expected)) { try parse(text) }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: JSONError(at: 1, expected: .utf8)) { try JSONValue(parsing: [0x5B, 0x22, 0xFF, 0x22, 0x5D]) }
  }

  @Test func walkingKnowsWhereKeysAndValuesStand() throws {
    let text = #" { "id" : "vs0", "nr": [1, {"x": 2}] }"#
    let bytes = Array(text.utf8)
    var scanner = JSONScanner(bytes)
    var seen: [String] = []
    try scanner.members { (scanner: inout JSONScanner, _, keyRange: Range<Int>) throws(JSONError) in
      _ = try scanner.value()
      seen.append(String(decoding: bytes[keyRange], as: UTF8.self))
      seen.append(String(decoding: bytes[scanner.lastRange], as: UTF8.self))
    }
    #expect(seen == [#""id""#, #""vs0""#, #""nr""#, #"[1, {"x": 2}]"#])
  }

  @Test(arguments: [("31", true), ("-2.5e-3", true), ("+1", false), ("010", false), ("0x1F", false), ("1 ", false)])
  func aNumberIsTakenOnlyAsJSONWritesIt(text: String, taken: Bool) {
    #expect((JSONNumber(text) != nil) == taken)
  }
}
