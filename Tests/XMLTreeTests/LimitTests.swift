import SourceText
import Testing
import XMLTree

@Suite struct LimitTests {
  static func nested(_ depth: Int) -> String {
    String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
  }

  static func attributes(_ count: Int) -> String {
    (0..<count).map { " a\($0)='\($0)'" }.joined()
  }

  @Test func elementsMayBeAsDeepAsTheLimit() {
    #expect(parse(Self.nested(256)).problems.isEmpty)
    let document = parse(Self.nested(257))
    #expect(document.problems.map(\.kind) == [.limit])
    #expect(document.problems.map(\.range) == [SourceRange(768, 771)])
    #expect(document.nodeCount == 256)
  }

  @Test func aHundredThousandLevelsAreAProblem() {
    let document = parse(Self.nested(100_000), limits: XMLLimits(depth: .max))
    #expect(document.problems.map(\.kind) == [.limit])
    #expect(document.nodeCount == 2000)
  }

  @Test func aTextMayHaveAsManyElementsAsTheLimit() {
    let text = "<a><b><c/></b><b><c/></b></a>"
    #expect(parse(text, limits: XMLLimits(elements: 5)).problems.isEmpty)
    let document = parse(text, limits: XMLLimits(elements: 4))
    #expect(document.problems.map(\.kind) == [.limit])
    #expect(document.problems.map(\.message) == ["the file has more than 4 elements"])
    #expect(document.problems.map(\.range) == [SourceRange(17, 21)])
    #expect(document.nodeCount == 4)
  }

  @Test func anElementMayHoldAsManyElementsAsTheLimit() {
    let text = "<a><b><c/><c/><c/></b></a><a><b><c/><c/></b><b/><b/></a>"
    #expect(parse(text, limits: XMLLimits(children: 3)).problems.isEmpty)
    let document = parse(text, limits: XMLLimits(children: 2))
    #expect(document.problems.map(\.kind) == [.limit])
    #expect(document.problems.map(\.message) == ["an element has more than 2 elements directly inside it"])
    #expect(document.problems.map(\.range) == [SourceRange(14, 18)])
    #expect(document.nodeCount == 4)
  }

  @Test func elementsAtTheTopCountToo() {
    let document = parse("<a/><a/><a/>", limits: XMLLimits(children: 2))
    #expect(document.problems.map(\.range) == [SourceRange(8, 12)])
  }

  @Test func anElementMayHaveAsManyAttributesAsTheLimit() throws {
    let document = parse("<a\(Self.attributes(256))/>")
    #expect(document.problems.isEmpty)
    let root = try #require(document.roots.first)
    #expect(document.attributes(of: root).map(document.value(of:)) == (0..<256).map(String.init))
    #expect(parse("<a\(Self.attributes(257))/>").problems.map(\.kind) == [.limit])
    #expect(parse("<b/>\n<a>x='1' \(Self.attributes(257))</a>").problems.isEmpty)
  }

  @Test func aMillionAttributesAreAProblem() {
    let document = parse("<b/><a\(String(repeating: " a=''", count: 1_000_000))/>")
    #expect(document.problems.map(\.kind) == [.limit])
    #expect(document.problems.map(\.range) == [SourceRange(1287, 1288)])
  }

  @Test func moreNamespacesThanTheLimitAreAProblem() {
    let level = "<a\((0..<100).map { " xmlns:n\($0)='urn:\($0)'" }.joined())>"
    #expect(parse(level + level + "</a></a>").problems.isEmpty)
    #expect(parse("<b>" + String(repeating: level + "</a>", count: 4) + "</b>").problems.isEmpty)
    #expect(parse(level + level + level + "</a></a></a>").problems.map(\.kind) == [.limit])
  }

  @Test func moreDifferentNamesThanTheLimitAreAProblem() {
    let text = "<a>" + (0..<100).map { "<b\($0)/>" }.joined() + "</a>"
    #expect(parse(text, limits: XMLLimits(names: 110)).problems.isEmpty)
    let document = parse(text, limits: XMLLimits(names: 60))
    #expect(document.problems.map(\.kind) == [.limit])
    #expect((50...60).contains(document.nodeCount))
  }

  @Test func aTextLargerThanTheLimitIsNotRead() {
    let text = "<a b='\(String(repeating: "x", count: 1000))'/>"
    #expect(parse(text, limits: XMLLimits(size: text.utf8.count)).problems.isEmpty)
    let document = parse(text, limits: XMLLimits(size: text.utf8.count - 1))
    #expect(document.problems.map(\.kind) == [.limit])
    #expect(document.problems.map(\.message) == ["the text has 1009 bytes; the limit is 1008"])
    #expect(document.roots.isEmpty)
  }

  @Test func aValueOfMegabytesIsRead() throws {
    let value = String(repeating: "0123456789", count: 200_000)
    let document = parse("<a b='\(value)&amp;' c='\(value)'/>")
    let root = try #require(document.roots.first)
    #expect(document.problems.isEmpty)
    #expect(document.attributes(of: root).map { document.valueBytes(of: $0).count } == [2_000_001, 2_000_000])
  }
}
