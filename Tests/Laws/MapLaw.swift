import JSONText
import VirtChannel

/// What is shown of a map, in every form and for every guest.
struct MapLaw {
  private let map: ChannelMap

  init(_ map: ChannelMap) { self.map = map }

  func check() throws(LawViolation) {
    let json = map.json
    try expect((try? JSONValue(parsing: Array(json.text(.pretty).utf8))) == json, "the map is no JSON")
    for system in GuestEnd.System.allCases {
      _ = (map.rows(for: system), map.dot(for: system), map.mermaid(for: system))
      try checkDrawing(map.svg(for: system))
    }
  }

  private func checkDrawing(_ text: String) throws(LawViolation) {
    var parser = XMLTextParser(vocabulary: XMLVocabulary([]))
    let problems = parser.parse(SourceFile(name: "map.svg", text)).problems
    try expect(problems.isEmpty, "the drawing is no XML: \(problems.map(\.message))")
  }
}
