import SourceText
import Testing

@Suite struct LineIndexTests {
  @Test func columnsCountScalarsNotBytes() {
    let lines = LineIndex(SourceFile(name: "a", "é=1\r\nxy"))
    #expect(lines.position(of: 2) == SourcePosition(line: 1, column: 2))
    #expect(lines.position(of: 6) == SourcePosition(line: 2, column: 1))
    #expect(lines.position(of: 99) == SourcePosition(line: 2, column: 3))
  }

  @Test func aLineHasNoLineEnd() {
    let file = SourceFile(name: "a", "ab\r\ncd\n")
    let lines = LineIndex(file)
    #expect(file.text(in: lines.range(ofLine: 1)) == "ab")
    #expect(file.text(in: lines.range(ofLine: 2)) == "cd")
    #expect(lines.range(ofLine: 3).isEmpty)
  }
}
