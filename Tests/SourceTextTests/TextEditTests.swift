import SourceText
import Testing

@Suite struct TextEditTests {
  let file = SourceFile(name: "a", "port='1' bus='0'")

  @Test func noEditsChangeNothing() {
    #expect([TextEdit]().applied(to: file) == file.bytes)
  }

  @Test func editsApplyInPlaceWhateverTheirOrder() {
    let edits = [TextEdit.insert("!", at: 16), TextEdit(SourceRange(6, 7), with: "22")]
    #expect(String(decoding: edits.applied(to: file), as: UTF8.self) == "port='22' bus='0'!")
  }

  @Test func ofTwoConflictingEditsTheFirstIsKept() {
    let edits = [TextEdit(SourceRange(0, 8), with: ""), TextEdit(SourceRange(4, 9), with: "?")]
    #expect(edits[0].conflicts(with: edits[1]))
    #expect(String(decoding: edits.applied(to: file), as: UTF8.self) == " bus='0'")
  }
}
