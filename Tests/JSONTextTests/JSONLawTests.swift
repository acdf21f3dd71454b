import JSONText
import TestKit
import Testing

@Suite struct JSONLawTests {
  @Test(arguments: 0..<50) func whatIsPrintedReadsBackAsTheSame(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let value = random.json(depth: 4)
    #expect(try JSONValue(parsing: Array(value.text().utf8)) == value)
    #expect(try JSONValue(parsing: Array(value.text(.pretty).utf8)) == value)
  }

  @Test(arguments: 0..<50) func everyShorterTextIsRefusedWithinItsBounds(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let bytes = Array(JSONValue.array([random.json(depth: 3)]).text().utf8)
    for length in 0..<bytes.count {
      #expect { try JSONValue(parsing: Array(bytes[..<length])) } throws: { error in
        (error as? JSONError).map { $0.offset <= length } ?? false
      }
    }
  }
}

extension SeededGenerator {
  mutating func json(depth: Int) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &self) {
    case 0: return .null
    case 1: return .bool(oneIn(2))
    case 2: return .integer(Int64(bitPattern: next()))
    case 3: return .integer(UInt64.max)
    case 4: return .string(nastyString())
    case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in json(depth: depth - 1) })
    default:
      return .object(JSONObject((0..<4).map { JSONMember("\($0)\(nastyString(upTo: 3))", json(depth: depth - 1)) }))
    }
  }
}
