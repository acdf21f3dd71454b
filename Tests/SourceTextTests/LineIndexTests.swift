import SourceText
import Testing

@Suite struct LineIndexTests {
  @Test func columnsCountScalarsNotBytes() {
    let lines = LineIndex(SourceFile(name: "a", "é=1\r\nxy"))
    #expect(lines.position(of: 2) == SourcePosition(line: 1, column: 2))
    #expect(lines.position(of: 6) == SourcePosition(line: 2, column: 1))
    #expect(lines.position(of: 99) == SourcePosition(line: 2, column: 3))
  }

  @Test(arguments: [0, 1, 1023, 1024, 1025, 2048, 3000])
  func columnsOfALongLineCountScalars(count: Int) {
    let lines = LineIndex(SourceFile(name: "a", "\n" + String(repeating: "é", count: count)))
    #expect(lines.position(of: 1 + 2 * count) == SourcePosition(line: 2, column: count + 1))
  }

  @Test func aLineHasNoLineEnd() {
    let file = SourceFile(name: "a", "ab\r\ncd\n")
    let lines = LineIndex(file)
    #expect(file.text(in: lines.range(ofLine: 1)) == "ab")
    #expect(file.text(in: lines.range(ofLine: 2)) == "cd")
    #expect(lines.range(ofLine: 3).isEmpty)
  }
}
