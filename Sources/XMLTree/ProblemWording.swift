internal import CLibXML2
internal import SourceText

extension XMLProblem {
  static func empty(_ file: SourceFile) -> XMLProblem {
    let isBlank = file.bytes.allSatisfy(\.isXMLBlank)
    return XMLProblem(
      .empty, at: SourceRange(at: file.bytes.count), isBlank ? "the file is empty" : "there is no element in the file")
  }

  static let outOfMemory = XMLProblem(.limit, at: SourceRange(at: 0), "there is not enough memory to read the file")

  static func badDeclaration(in file: SourceFile) -> XMLProblem {
    XMLProblem(
      .malformed, at: SourceRange(0, 5), "the XML declaration is not well-formed; it looks like <?xml version='1.0'?>")
  }

  static func tooDeep(at range: SourceRange, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: range, "elements are nested deeper than the limit of \(limit)")
  }

  static func textOutside(at range: SourceRange) -> XMLProblem {
    XMLProblem(.malformed, at: range, "text stands outside of all elements")
  }

  static func closingTagWithoutOpening(at range: SourceRange) -> XMLProblem {
    XMLProblem(.malformed, at: range, "the closing tag has no opening tag")
  }

  /// What can be seen without parsing: a text that is too large or that is no text.
  static func beforeParsing(_ file: SourceFile, _ limits: XMLLimits) -> XMLProblem? {
    if file.bytes.count > limits.size {
      return XMLProblem(
        .limit, at: SourceRange(at: 0), "the file has \(file.bytes.count) bytes; the limit is \(limits.size)")
    }
    guard let zero = file.bytes.firstIndex(of: 0) else { return nil }
    return XMLProblem(.binary, at: SourceRange(zero, zero + 1), "there is a zero byte; the file is not text")
  }
}

extension TreeBuilder {
  /// Puts into words why the parser gave up.
  mutating func parserFailed(code: Int) {
    let cursor = min(cursor, bytes.count)
    fail(
      XMLProblem(
        .malformed, at: SourceRange(cursor, min(cursor + 1, bytes.count)), "the text is not well-formed XML (\(code))"))
  }
}
