internal import CLibXML2
internal import SourceText

/// Writes elements as libvirt does: values in single quotes, two spaces per level by default, `<a/>` for what is empty.
///
/// The first line is not indented, and there is no line end behind the last element: the text fits where it is inserted.
@safe public final class XMLWriter {
  private let buffer: xmlBufferPtr?
  private let writer: xmlTextWriterPtr?
  private let indentation: String
  private let unit: String
  private let lineEnd: String
  /// For each open element, whether it holds elements, so that its end tag is on a line of its own.
  private var open: [Bool] = []
  private var isEmpty = true

  /// Creates a writer. Each line except the first begins with `indentation` and a `unit` for each level, and ends with the line ending;
  /// an empty line ending writes everything on one line.
  public init(indentation: String = "", unit: String = "  ", lineEnd: String = "\n") {
    let buffer = unsafe xmlBufferCreate()
    unsafe self.buffer = buffer
    unsafe self.writer = unsafe xmlNewTextWriterMemory(buffer, 0)
    self.indentation = indentation
    self.unit = unit
    self.lineEnd = lineEnd
  }

  deinit {
    unsafe xmlFreeTextWriter(writer)
    unsafe xmlBufferFree(buffer)
  }

  /// The number of bytes that were written, without the end of a start tag.
  package var length: Int {
    unsafe xmlTextWriterFlush(writer)
    return Int(unsafe xmlBufferLength(buffer))
  }

  /// Closes all open elements and returns the text.
  public func finish() -> String {
    while !open.isEmpty { endElement() }
    unsafe xmlTextWriterFlush(writer)
    guard let content = unsafe xmlBufferContent(buffer) else { return "" }
    return unsafe String(cString: content)
  }
}

// MARK: Elements

extension XMLWriter {
  /// Starts an element.
  public func startElement(_ name: String) {
    beginLine()
    unsafe xmlTextWriterStartElement(writer, name)
    open.append(false)
  }

  /// Adds an attribute to the element that was started last.
  public func attribute(_ name: String, _ value: String) {
    unsafe xmlTextWriterSetQuoteChar(writer, UInt8(ascii: "'"))
    unsafe xmlTextWriterStartAttribute(writer, name)
    writeInSingleQuotes(value)
    unsafe xmlTextWriterEndAttribute(writer)
  }

  /// The value of an attribute as libvirt writes it. libxml2 cannot: whatever the quote is, it escapes for double quotes, leaves
  /// apostrophes as they are, and writes every character beyond ASCII as a reference, as a writer has no encoding.
  private func writeInSingleQuotes(_ value: String) { writeRaw(value.escapedForAttribute) }

  /// Writes text on the line of its tags. Characters that XML cannot represent are omitted.
  public func text(_ text: String) {
    let pieces = text.withoutForbiddenInXML.split(separator: "'", omittingEmptySubsequences: false)
    for (number, piece) in pieces.enumerated() {
      // libvirt escapes apostrophes; libxml2 does so in no text.
      if number > 0 { writeRaw("&apos;") }
      unsafe xmlTextWriterWriteString(writer, String(piece))
    }
  }

  /// Writes a comment on a separate line. Line endings become spaces, and two consecutive hyphens, which a comment cannot contain, are
  /// separated; characters that XML cannot represent are omitted.
  public func comment(_ text: String) {
    beginLine()
    unsafe xmlTextWriterWriteComment(writer, " \(text.withoutForbiddenInXML.fitForComment) ")
  }

  /// Ends the element started last.
  public func endElement() {
    guard let holdsElements = open.popLast() else { return }
    if holdsElements { breakLine() }
    unsafe xmlTextWriterEndElement(writer)
  }

  private func beginLine() {
    if !isEmpty { breakLine() }
    isEmpty = false
    if !open.isEmpty { open[open.count - 1] = true }
  }

  private func breakLine() {
    guard !lineEnd.isEmpty else { return }
    writeRaw(lineEnd + indentation + String(repeating: unit, count: open.count))
  }

  private func writeRaw(_ text: String) { unsafe xmlTextWriterWriteRaw(writer, text) }
}

extension String {
  fileprivate var withoutForbiddenInXML: String {
    guard unicodeScalars.contains(where: \.isForbiddenInXML) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isForbiddenInXML }))
  }

  fileprivate var fitForComment: String {
    var text = String(map { $0.isNewline ? " " : $0 })
    while let hyphens = text.firstRange(of: "--") { text.replaceSubrange(hyphens, with: "- -") }
    return text
  }
}
