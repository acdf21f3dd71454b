internal import SourceText

// MARK: Limits

extension XMLProblem {
  static let outOfMemory = XMLProblem(.limit, at: SourceRange(at: 0), "there is not enough memory to read the file")

  static func tooLarge(_ count: Int, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: SourceRange(at: 0), "the text has \(count) bytes; the limit is \(limit)")
  }

  static func tooDeep(at range: SourceRange, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: range, "elements are nested deeper than the limit of \(limit)")
  }

  static func tooManyElements(at range: SourceRange, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: range, "the file has more than \(limit) elements")
  }

  static func tooManyChildren(at range: SourceRange, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: range, "an element has more than \(limit) elements directly inside it")
  }

  static func tooManyAttributes(at range: SourceRange, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: range, "an element has more attributes than the limit of \(limit)")
  }

  static func tooManyNames(at range: SourceRange, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: range, "the file uses more than \(limit) distinct names")
  }

  static func tooManyNamespaces(at range: SourceRange, limit: Int) -> XMLProblem {
    XMLProblem(.limit, at: range, "the file declares more than \(limit) namespaces")
  }
}

// MARK: Encoding

extension XMLProblem {
  static let unsupportedUTF32 = XMLProblem(
    .encoding, at: SourceRange(0, 4), "the file is in UTF-32, which is not supported; convert it to UTF-8")

  static func zeroByte(at offset: Int) -> XMLProblem {
    XMLProblem(.binary, at: SourceRange(offset, offset + 1), "the file contains a NUL byte; it is not text")
  }

  static func invalidUTF8(_ bytes: [UInt8], at range: Range<Int>) -> XMLProblem {
    let spelled = bytes[range.clamped(to: bytes.indices)].map { "0x" + String($0, radix: 16, uppercase: true) }
    return XMLProblem(
      .encoding, at: SourceRange(range),
      "\(spelled.joined(separator: " ")) is not valid UTF-8; declare any other encoding in the XML declaration")
  }

  static func undecodable(_ encoding: String, at offset: Int) -> XMLProblem {
    XMLProblem(
      .encoding, at: SourceRange(offset, offset + 1),
      "this byte is invalid in the declared encoding '\(encoding)'")
  }

  static func unpairedSurrogate(at offset: Int) -> XMLProblem {
    XMLProblem(
      .encoding, at: SourceRange(offset, offset + 2), "unpaired surrogate; the file is not valid UTF-16")
  }

  static func halfCodeUnit(at offset: Int) -> XMLProblem {
    XMLProblem(.encoding, at: SourceRange(offset, offset + 1), "the file ends inside a UTF-16 code unit")
  }

  static func contradictedDeclaration(_ encoding: String, at range: Range<Int>) -> XMLProblem {
    XMLProblem(
      .encoding, at: SourceRange(range), "the file is declared as '\(encoding)' but is not")
  }

  /// UTF-7 reads `<` as it is and would write it otherwise, so that the declaration would be unreadable.
  static func unwritableEncoding(_ encoding: String, at range: Range<Int>) -> XMLProblem {
    XMLProblem(
      .encoding, at: SourceRange(range),
      "the declared encoding '\(encoding)' is not ASCII-compatible; convert the file to UTF-8")
  }

  static func unknownEncoding(_ encoding: String, at range: Range<Int>) -> XMLProblem {
    XMLProblem(
      .encoding, at: SourceRange(range),
      "the declared encoding '\(encoding)' is unknown or cannot be read on this system; convert the file to UTF-8")
  }
}

// MARK: Content

extension XMLProblem {
  static func empty(_ file: SourceFile) -> XMLProblem {
    let isBlank = file.bytes.allSatisfy(\.isXMLBlank)
    return XMLProblem(
      .empty, at: SourceRange(at: file.bytes.count), isBlank ? "the file is empty" : "the file contains no element")
  }

  static func badDeclaration(at range: SourceRange) -> XMLProblem {
    XMLProblem(
      .malformed, at: range, "the XML declaration is not well-formed; it looks like <?xml version='1.0'?>")
  }

  static func secondRoot(_ name: String, at range: SourceRange, first: SourceRange) -> XMLProblem {
    XMLProblem(
      .malformed, at: range, "<\(name)> is a second root element; an XML document has only one",
      notes: [Diagnostic.Note("the first root element starts here", at: first)])
  }

  static func textOutside(at range: SourceRange) -> XMLProblem {
    XMLProblem(.malformed, at: range, "text outside the root element")
  }
}
