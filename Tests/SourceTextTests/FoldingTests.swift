import SourceText
import Testing

struct FoldingTests {
  @Test(
    arguments: [
      ("", 5, [""]), ("short", 5, ["short"]), ("two words", 5, ["two", "words"]),
      ("/run/libvirt/qemu", 14, ["/run/libvirt/", "qemu"]),
      ("log: /var/log/abcdefghijklmnop", 28, ["log: /var/log/", "abcdefghijklmnop"]),
      ("a.b.c.d", 4, ["a.b.", "c.d"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("  abcdef", 4, ["  ab", "cdef"]),
      ("漢字漢字", 5, ["漢字", "漢字"]), ("漢", 1, ["漢"]), ("abc", 0, ["a", "b", "c"]),
    ])
  func aTextIsFolded(text: String, limit: Int, lines: [String]) { #expect(text.folded(at: limit) == lines) }

  @Test func nothingButBlanksIsLost() {
    let text = "domain-1-vm/org.qemu.guest_agent.0, and /run/pipe.in: three words   more"
    for limit in 1...text.count {
      let lines = text.folded(at: limit)
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      #expect(lines.allSatisfy { $0.columns <= limit && !$0.isEmpty })
    }
  }
}
