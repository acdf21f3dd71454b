import SourceText
import TestKit
import Testing
import XMLTree

@Suite struct EncodingTests {
  static let fixtures = Fixtures.names(in: "fixtures/encodings").map { "fixtures/encodings/\($0)" }

  @Test func fixturesAreAtHand() {
    #expect(Self.fixtures.count >= 10)
  }

  @Test(arguments: fixtures) func aFileIsReadInItsEncodingAndWrittenBackByteForByte(path: String) throws {
    let raw = try #require(Fixtures.bytes(path))
    let file = try SourceFile.decoding(name: path, raw).get()
    #expect(file.encoded(file.bytes) == raw)
    var parser = XMLTextParser(vocabulary: XMLVocabulary([]))
    let document = parser.parse(file)
    let domain = try #require(document.roots.first)
    let title = try #require(document.child("title", in: domain))
    let devices = try #require(document.child("devices", in: domain))
    let source = try #require(document.child("channel", in: devices).flatMap { document.child("source", in: $0) })
    let pathName = try #require(document.name("path"))
    let place = try #require(document.attribute(pathName, of: source))
    #expect(document.problems.isEmpty)
    #expect(document.text(of: title).hasPrefix(path.contains("jis") ? "仮想マシン" : "Gäste"))
    #expect(document.value(of: place) == "/run/\(document.text(of: title)).sock")
    #expect(file.text(in: document.valueRange(of: place)) == document.value(of: place))
  }

  @Test(arguments: fixtures) func anEditIsWrittenInTheFilesEncoding(path: String) throws {
    let raw = try #require(Fixtures.bytes(path))
    let file = try SourceFile.decoding(name: path, raw).get()
    let edited = Array(file.text(in: file.wholeRange).replacing("guest<", with: "Gäste<").utf8)
    let again = try SourceFile.decoding(name: path, file.encoded(edited)).get()
    #expect(again.encoding == file.encoding)
    let isLacking = path.contains("jis")
    #expect(again.text(in: again.wholeRange).contains(isLacking ? "G&#228;ste<" : "Gäste<"))
  }

  @Test func offsetsOfTheFileOnDiskCanBeTold() throws {
    let utf16 = try SourceFile.decoding(name: "a", [0xFF, 0xFE] + Self.utf16("<é>😀x")).get()
    #expect("<é>😀x".utf8.elementsEqual(utf16.bytes))
    #expect(utf16.fileOffset(of: 0) == 2)
    #expect(utf16.fileOffset(of: 3) == 6)
    #expect(utf16.fileOffset(of: 8) == 12)
    let marked = try SourceFile.decoding(name: "a", [0xEF, 0xBB, 0xBF] + Array("<é/>".utf8)).get()
    #expect(marked.fileOffset(of: 3) == 6)
    #expect(SourceFile(name: "a", "<é/>").fileOffset(of: 99) == 5)
  }

  @Test func whatLatin1LacksIsWrittenAsAReference() throws {
    let raw = Array("<?xml version='1.0' encoding='latin1'?><a/>".utf8)
    let file = try SourceFile.decoding(name: "a", raw).get()
    #expect(file.encoding == .latin1)
    #expect(file.encoded(Array("é€😀".utf8)) == [0xE9] + Array("&#8364;&#128512;".utf8))
  }

  @Test(arguments: ["ISO-8859-15", "windows-1252"]) func tablesOfOursAgreeWithTheCLibrary(name: String) throws {
    let declaration = Array("<?xml version='1.0' encoding='\(name)'?><a>".utf8)
    let bytes = (UInt8(0x80)...0xFF).filter { name == "ISO-8859-15" || ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
    let raw = declaration + bytes + Array("</a>".utf8)
    let converted = try Program.run("/usr/bin/iconv", ["-f", name, "-t", "UTF-8"], input: raw)
    let file = try SourceFile.decoding(name: "a", raw).get()
    #expect(converted.status == 0 && converted.output == file.bytes)
    #expect(file.encoded(file.bytes) == raw)
  }

  @Test func aByteThatMeansNothingIsNoText() {
    let raw = Array("<?xml version='1.0' encoding='windows-1252'?><a>".utf8) + [0x81] + Array("</a>".utf8)
    guard case .failure(let failure) = SourceFile.decoding(name: "a", raw) else { Issue.record("0x81 is text"); return }
    #expect(failure.problem.range.lowerBound == raw.count - 5)
  }

  @Test func bytesThatAreNoTextAreWrittenWithoutHarm() throws {
    let raw = Array("<?xml version='1.0' encoding='koi8-r'?><a/>".utf8)
    let file = try SourceFile.decoding(name: "a", raw).get()
    #expect(file.encoded(Array("<Да>".utf8) + [0xFF]).starts(with: [0x3C, 0xE4, 0xC1, 0x3E]))
  }

  @Test func theMarkIsRightWhereTheDeclarationDiffers() throws {
    let raw = [0xEF, 0xBB, 0xBF] + Array("<?xml version='1.0' encoding='ISO-8859-1'?><é/>".utf8)
    let file = try SourceFile.decoding(name: "a", raw).get()
    #expect(file.encoding == .utf8WithMark)
    #expect(file.text(in: file.wholeRange).hasSuffix("<é/>"))
  }

  static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }
}

// MARK: What is no text

extension EncodingTests {
  struct Broken: CustomTestStringConvertible {
    let story: String
    let raw: [UInt8]
    let kind: XMLProblem.Kind
    let range: SourceRange

    var testDescription: String { story }

    init(_ story: String, _ raw: [UInt8], _ kind: XMLProblem.Kind, _ lower: Int, _ upper: Int) {
      (self.story, self.raw, self.kind, self.range) = (story, raw, kind, SourceRange(lower, upper))
    }
  }

  static let broken = [
    Broken("Latin-1 that claims to be UTF-8", Array("<a>".utf8) + [0xE9] + Array("</a>".utf8), .encoding, 3, 4),
    Broken("UTF-8 cut in a character", Array("<a>".utf8) + [0xE2, 0x82], .encoding, 3, 5),
    Broken("an overlong slash", Array("<a>".utf8) + [0xC0, 0xAF], .encoding, 3, 4),
    Broken("invalid behind a mark", [0xEF, 0xBB, 0xBF, 0x3C, 0xFF], .encoding, 4, 5),
    Broken("a surrogate alone", [0xFF, 0xFE] + utf16("<a>") + [0x00, 0xD8, 0x41, 0x00], .encoding, 8, 10),
    Broken("a surrogate at the end", [0xFF, 0xFE] + utf16("<a>") + [0x00, 0xD8], .encoding, 8, 10),
    Broken("half a code unit", [0xFF, 0xFE] + utf16("<a>") + [0x41], .encoding, 8, 9),
    Broken("UTF-32", [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], .encoding, 0, 4),
    Broken("8 bits that claim 16", Array("<?xml version='1.0' encoding='UTF-16'?><a/>".utf8), .encoding, 30, 36),
    Broken(
      "ASCII that claims to be EBCDIC", Array("<?xml version='1.0' encoding='IBM037'?><a/>".utf8), .encoding, 30, 36),
    Broken("an encoding nobody knows", Array("<?xml version='1.0' encoding='klingon'?><a/>".utf8), .encoding, 30, 37),
    Broken("options for iconv", Array("<?xml version='1.0' encoding='ascii//IGNORE'?><a/>".utf8), .encoding, 30, 43),
    Broken(
      "a byte the encoding lacks", Array("<?xml version='1.0' encoding='ascii'?><a>".utf8) + [0xE9], .encoding, 41, 42),
    Broken("an ELF file", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0xFF], .binary, 7, 8),
    Broken("zero bytes in text", Array("<a>\u{0}</a>".utf8), .binary, 3, 4),
  ]

  @Test(arguments: broken) func bytesThatAreNoTextAreAProblemAtTheirPlace(broken: Broken) throws {
    var parser = XMLTextParser(vocabulary: XMLVocabulary([]))
    let document = parser.parse(name: "a", raw: broken.raw)
    let problem = try #require(document.problems.first)
    #expect(problem.kind == broken.kind)
    #expect(problem.range == broken.range)
    #expect(document.roots.isEmpty)
  }
}

extension ParsedXML {
  /// The first child with a name.
  func child(_ text: String, in node: ElementNode) -> ElementNode? { name(text).flatMap { child($0, of: node) } }
}
