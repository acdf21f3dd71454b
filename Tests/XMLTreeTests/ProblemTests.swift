import SourceText
import Testing
import XMLTree

@Suite struct ProblemTests {
  static let long = String(repeating: "x", count: 100)

  /// Texts with what is wrong between `⟦` and `⟧`, and what is said about it.
  static let malformed: [(String, String)] = [
    ("<a><b>⟦</a>⟧", "the closing tag </a> does not match the opening tag <b>"),
    ("<a>⟦</b\n>⟧", "the closing tag </b> does not match the opening tag <a>"),
    ("<a/>⟦</a>⟧", "the closing tag </a> has no opening tag"),
    ("<a/>⟦</r>⟧<b/>", "the closing tag </r> has no opening tag"),
    ("<a><b/>\n⟦⟧", "the element <a> is not closed"),
    ("<a b='1⟦⟧", "the file ends inside a value"),
    ("<a b='1'/⟦⟧", "the file ends inside a tag"),
    ("<a>&am⟦⟧", "the file ends inside a reference"),
    ("<a><!-- <b> ⟦⟧", "the file ends inside a comment"),
    ("<a><![CDATA[ ⟦⟧", "the file ends inside a CDATA section"),
    ("<a><?x y ⟦⟧", "the file ends inside a processing instruction"),
    ("<a b='1' ⟦b⟧='2'/>", "the attribute 'b' is given twice"),
    ("<a \(long)1='' \(long)2='' b='' ⟦b⟧=''/>", "the attribute 'b' is given twice"),
    ("<a ⟦b⟧ c='2'/>", "the attribute 'b' has no value"),
    ("<a b=⟦1⟧/>", "a value must be in quotes"),
    (
      "<a b='1⟦<⟧b c=''/>",
      "'<' is not allowed in a value: the closing quote is missing, or '<' must be written as &lt;"
    ),
    ("<a b='1'⟦c⟧='2'/>", "expected a space before this"),
    ("<a b='1'⟦/⟧ >", "expected '>' after '/' here"),
    ("<a ⟦=⟧''/>", "expected the name of an attribute here"),
    ("<a></a ⟦b⟧>", "expected '>' to close the tag here"),
    ("<a>1 ⟦<⟧ 2</a>", "'<' begins a tag, but no name follows; write a literal '<' as &lt;"),
    ("<a>1 ⟦&⟧ 2</a>", "write a literal '&' as &amp;"),
    ("<a>⟦&b⟧ </a>", "'&b' lacks its ';'; write a literal '&' as &amp;"),
    ("<a b='⟦&nbsp;⟧'/>", "the entity &nbsp; is not defined; write a literal '&' as &amp;"),
    ("<a>⟦&#0;⟧</a>", "&#0; refers to a character that XML does not allow"),
    ("<a>⟦\u{1B}⟧[0m</a>", "XML does not allow the character U+001B, not even as a reference"),
    ("<a b='⟦\u{FFFE}⟧'/>", "XML does not allow the character U+FFFE, not even as a reference"),
    ("<a>⟦]⟧]></a>", "']]>' must be written as ]]&gt; in text"),
    ("<!-- a ⟦-⟧- b --><a/>", "'--' is not allowed in a comment"),
    ("\n⟦<?xml⟧ version='1.0'?><a/>", "the XML declaration must be at the very beginning of the file"),
    ("⟦<?xml⟧ version='2.0'?><a/>", "the XML declaration is not well-formed; it looks like <?xml version='1.0'?>"),
    ("⟦<?xml⟧ encoding='utf-8'?><a/>", "the XML declaration is not well-formed; it looks like <?xml version='1.0'?>"),
    ("⟦libvirt⟧ <a/>", "text outside the root element"),
    ("<a/>\n<!-- n -->\n⟦&lt;⟧\n", "text outside the root element"),
    ("<a/>⟦<![CDATA[]]>⟧", "text outside the root element"),
  ]

  @Test(arguments: malformed) func theFirstThingWrongIsNamedAndUnderlined(marked: String, message: String) throws {
    let (text, range) = try #require(Self.unmarked(marked))
    let document = parse(text)
    #expect(document.problems.map(\.kind) == [.malformed])
    #expect(document.problems.map(\.message) == [message])
    #expect(document.problems.map(\.range) == [range])
  }

  @Test(arguments: [
    ("", "the file is empty"), (" \n", "the file is empty"), ("<!-- a -->", "the file contains no element"),
    ("<?xml version='1.0'?>", "the file contains no element"),
  ]) func aFileWithoutElementIsEmpty(text: String, message: String) {
    let document = parse(text)
    #expect(document.problems.map(\.kind) == [.empty])
    #expect(document.problems.map(\.message) == [message])
    #expect(document.problems.map(\.range) == [SourceRange(at: text.utf8.count)])
  }

  @Test(arguments: [
    "⟦<!DOCTYPE⟧ domain><domain/>",
    "<?xml version='1.0'?>\n⟦<!DOCTYPE⟧ a SYSTEM 'file:///etc/passwd'><a/>",
    "⟦<!DOCTYPE⟧ a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><a>&d;</a>",
    "<a>⟦<!DOCTYPE⟧ a></a>",
  ]) func documentTypesAreRefused(marked: String) throws {
    let (text, range) = try #require(Self.unmarked(marked))
    let document = parse(text)
    #expect(document.problems.map(\.kind) == [.documentType])
    #expect(document.problems.map(\.range) == [range])
  }

  @Test func theOtherTagIsTold() {
    let document = parse("<a>\n  <b c='d'>\n</a>")
    #expect(document.problems.flatMap(\.notes).map(\.message) == ["<b> is opened here"])
    #expect(document.problems.flatMap(\.notes).map { document.file.text(in: $0.range) } == ["<b c='d'>"])
  }

  @Test func whatStandsBeforeTheProblemIsKept() throws {
    let document = parse("<a><b c='1'/><d>x &</d></a>")
    let a = try #require(document.roots.first)
    #expect(document.children(of: a).map(document.nameText(of:)) == ["b", "d"])
    #expect(document.children(of: a).map(document.isClosed) == [true, false])
    #expect(!document.isClosed(a))
    #expect(document.text(in: document.range(of: a)) == "<a><b c='1'/><d>x ")
    #expect(document.text(in: document.contentRange(of: a)) == "<b c='1'/><d>x ")
  }

  @Test func aMessageStaysShortHoweverLongTheName() {
    let document = parse("<a></\(String(repeating: "b", count: 100_000))>")
    #expect(document.problems.map(\.message).allSatisfy { $0.count < 200 })
  }

  static func unmarked(_ marked: String) -> (String, SourceRange)? {
    let parts = marked.split(omittingEmptySubsequences: false) { $0 == "⟦" || $0 == "⟧" }.map(String.init)
    guard parts.count == 3 else { return nil }
    let start = parts[0].utf8.count
    return (parts.joined(), SourceRange(start, start + parts[1].utf8.count))
  }
}
