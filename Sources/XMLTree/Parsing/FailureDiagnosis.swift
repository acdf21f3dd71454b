internal import CLibXML2
internal import SourceText

/// Says in plain words, and with the exact bytes, why libxml2 gave up.
struct FailureDiagnosis {
  let bytes: [UInt8]
  /// libxml2's code.
  let code: xmlParserErrors
  /// Where libxml2 stood; past the end of the text when it read on into what is behind it.
  let position: Int
  /// The innermost open element: its name and its start tag.
  let open: (name: String, tag: SourceRange)?

  /// What to report.
  var problem: XMLProblem {
    switch code {
    case XML_ERR_TAG_NAME_MISMATCH, XML_ERR_TAG_NOT_FINISHED: wrongClosingTag
    case XML_ERR_COMMENT_NOT_FINISHED: unfinished("comment", beginning: Markup.comment)
    case XML_ERR_CDATA_NOT_FINISHED: unfinished("CDATA section", beginning: Markup.cdata)
    case XML_ERR_PI_NOT_FINISHED: unfinished("processing instruction", beginning: Markup.instruction)
    case XML_ERR_NO_MEMORY: .outOfMemory
    case XML_ERR_INTERNAL_ERROR, XML_ERR_NAME_TOO_LONG:
      XMLProblem(.limit, at: character, "a limit of the XML parser is exceeded here")
    default: position < bytes.count ? wrongCharacter : endOfFile
    }
  }

  /// The code for a closing tag that ends what it did not begin.
  static let closingTagWithoutOpening = XML_ERR_TAG_NAME_MISMATCH

  private func malformed(_ range: SourceRange, _ message: String, _ notes: Diagnostic.Note...) -> XMLProblem {
    XMLProblem(.malformed, at: range, message, notes: notes)
  }
}

// MARK: What is missing

extension FailureDiagnosis {
  private var end: SourceRange { SourceRange(at: bytes.count) }

  private var endOfFile: XMLProblem {
    switch code {
    case XML_ERR_LT_IN_ATTRIBUTE, XML_ERR_ATTRIBUTE_NOT_FINISHED: fileEnds(inside: "a value")
    case XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_HEX_CHARREF:
      fileEnds(inside: "a reference")
    default: fileEnds(inside: bytes.last == UInt8(ascii: "&") ? "a reference" : "a tag")
    }
  }

  private func fileEnds(inside what: String) -> XMLProblem {
    malformed(end, "the file ends inside \(what)")
  }

  private func unfinished(_ what: String, beginning: [UInt8]) -> XMLProblem {
    let start = bytes.lastIndex(of: beginning, before: bytes.count)
    let note = Diagnostic.Note("it starts here", at: SourceRange(start, start + beginning.count))
    return malformed(end, "the file ends inside a \(what)", note)
  }

  private var wrongClosingTag: XMLProblem {
    guard position <= bytes.count else { return unclosedElement }
    let tag = SourceRange(bytes.tagStart(before: position), position)
    let closing = text(tag).filter { !$0.isWhitespace }
    guard let open else { return malformed(tag, "the closing tag \(closing) has no opening tag") }
    let opening = "<\(open.name.shortened)>"
    let note = Diagnostic.Note("\(opening) is opened here", at: open.tag)
    return malformed(tag, "the closing tag \(closing) does not match the opening tag \(opening)", note)
  }

  private var unclosedElement: XMLProblem {
    guard let open else { return fileEnds(inside: "a tag") }
    let note = Diagnostic.Note("it is opened here", at: open.tag)
    return malformed(end, "the element <\(open.name.shortened)> is not closed", note)
  }
}

// MARK: What is wrong

extension FailureDiagnosis {
  private var character: SourceRange { bytes.character(at: position) }

  private var wrongCharacter: XMLProblem {
    switch code {
    case XML_ERR_NAME_REQUIRED: missingName
    case XML_ERR_ATTRIBUTE_REDEFINED: attributeGivenTwice
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: malformed(word, "the attribute '\(text(word))' has no value")
    case XML_ERR_ATTRIBUTE_NOT_STARTED: malformed(character, "a value must be in quotes")
    case XML_ERR_LT_IN_ATTRIBUTE:
      malformed(
        character, "'<' is not allowed in a value: the closing quote is missing, or '<' must be written as &lt;")
    case XML_ERR_SPACE_REQUIRED: slashInTag ?? malformed(character, "expected a space before this")
    case XML_ERR_GT_REQUIRED: malformed(character, "expected '>' to close the tag here")
    case XML_ERR_UNDECLARED_ENTITY: undefinedEntity
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      malformed(reference, "'\(text(reference))' lacks its ';'; write a literal '&' as &amp;")
    case XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_HEX_CHARREF:
      malformed(reference, "write a numeric reference as &#65; or &#x41;")
    case XML_ERR_INVALID_CHAR, XML_ERR_INVALID_ENCODING: forbiddenCharacter
    case XML_ERR_MISPLACED_CDATA_END: malformed(character, "']]>' must be written as ]]&gt; in text")
    case XML_ERR_HYPHEN_IN_COMMENT: malformed(character, "'--' is not allowed in a comment")
    case XML_ERR_RESERVED_XML_NAME: misplacedDeclaration
    case XML_ERR_PI_NOT_STARTED: malformed(character, "expected the name of a processing instruction here")
    default: malformed(character, "the text is not well-formed XML here")
    }
  }

  private var missingName: XMLProblem {
    let tag = SourceRange(position - 1, position)
    if bytes.holds(Markup.documentType, at: position - 1) {
      let range = SourceRange(position - 1, position - 1 + Markup.documentType.count)
      return XMLProblem(.documentType, at: range, "document types are not supported; libvirt XML has none")
    }
    switch bytes[max(0, position - 1)] {
    case UInt8(ascii: "<"): return malformed(tag, "'<' begins a tag, but no name follows; write a literal '<' as &lt;")
    case UInt8(ascii: "&"): return malformed(tag, "write a literal '&' as &amp;")
    default: return slashInTag ?? malformed(character, "expected the name of an attribute here")
    }
  }

  /// A `/` that does not end its tag.
  private var slashInTag: XMLProblem? {
    guard bytes[position] == UInt8(ascii: "/") else { return nil }
    return position == bytes.count - 1
      ? fileEnds(inside: "a tag") : malformed(character, "expected '>' after '/' here")
  }

  private var attributeGivenTwice: XMLProblem {
    var scanner = StartTagScanner(bytes, start: bytes.tagStart(before: position), end: bytes.count)
    var seen: [ArraySlice<UInt8>: SourceRange] = [:]
    while let attribute = scanner.next() {
      let range = SourceRange(attribute.name)
      if let first = seen.updateValue(range, forKey: bytes[attribute.name]) {
        return malformed(
          range, "the attribute '\(text(range))' is given twice", Diagnostic.Note("it is first given here", at: first))
      }
    }
    return malformed(character, "an attribute is given twice")
  }

  private var undefinedEntity: XMLProblem {
    malformed(reference, "the entity \(text(reference)) is not defined; write a literal '&' as &amp;")
  }

  private var forbiddenCharacter: XMLProblem {
    if position > 0, bytes[position - 1] == UInt8(ascii: ";") {
      return malformed(reference, "\(text(reference)) refers to a character that XML does not allow")
    }
    let written = bytes[character.lowerBound..<character.upperBound]
    guard let scalar = String(validating: written, as: UTF8.self)?.unicodeScalars.first else {
      return .invalidUTF8(bytes, at: character.lowerBound..<character.upperBound)
    }
    let number = String(scalar.value, radix: 16, uppercase: true)
    let code = String(repeating: "0", count: max(0, 4 - number.count)) + number
    return malformed(character, "XML does not allow the character U+\(code), not even as a reference")
  }

  private var misplacedDeclaration: XMLProblem {
    let start = bytes.tagStart(before: position)
    let range = SourceRange(start, start + Markup.declaration.count)
    return start == 0
      ? .badDeclaration(at: range) : malformed(range, "the XML declaration must be at the very beginning of the file")
  }
}

// MARK: Places

extension FailureDiagnosis {
  private func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self).shortened
  }

  /// The reference that ends where libxml2 stood.
  private var reference: SourceRange {
    SourceRange(bytes[..<position].lastIndex(of: UInt8(ascii: "&")) ?? position, position)
  }

  /// The name that ends where libxml2 stood, blanks behind it aside.
  private var word: SourceRange {
    var end = position
    while end > 0, bytes[end - 1].isXMLBlank { end -= 1 }
    var start = end
    while start > 0, !bytes[start - 1].isXMLBlank, bytes[start - 1] != UInt8(ascii: "<") { start -= 1 }
    return SourceRange(start, end)
  }
}

extension String {
  /// The string as a message can show it, however long a name an attacker gives.
  fileprivate var shortened: String { unicodeScalars.count <= 60 ? self : prefix(60) + "…" }
}

extension SourceRange {
  /// The same bytes.
  init(_ range: Range<Int>) { self.init(range.lowerBound, range.upperBound) }
}

extension [UInt8] {
  /// The bytes of the character at an offset; of one that is not UTF-8 as many as belong together.
  fileprivate func character(at offset: Int) -> SourceRange {
    var end = Swift.min(offset + 1, count)
    while end < Swift.min(offset + 4, count), self[offset] >= 0xC0, self[end] & 0xC0 == 0x80 { end += 1 }
    return SourceRange(Swift.min(offset, count), end)
  }

  /// The last occurrence of `word` that begins before `offset`; the beginning if there is none.
  fileprivate func lastIndex(of word: [UInt8], before offset: Int) -> Int {
    var start = offset - 1
    while start > 0, !holds(word, at: start) { start -= 1 }
    return Swift.max(0, start)
  }
}
