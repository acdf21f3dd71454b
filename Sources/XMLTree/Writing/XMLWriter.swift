internal import CLibXML2

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

  /// Makes a writer whose lines, but for the first, begin with `indentation` and a `unit` for each level, and end with the given line ending; an
  /// empty line end writes all on one line.
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

  /// What is written so far; elements still open are closed first.
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

  /// Gives the element just started an attribute.
  public func attribute(_ name: String, _ value: String) {
    // libxml2 escapes for double quotes whatever the quote is, so the quotes and the value are written raw.
    unsafe xmlTextWriterSetQuoteChar(writer, UInt8(ascii: "'"))
    unsafe xmlTextWriterStartAttribute(writer, name)
    writeRaw(value.escapedForAttribute)
    unsafe xmlTextWriterEndAttribute(writer)
  }

  /// Writes text, on the line of the tags around it.
  public func text(_ text: String) { writeRaw(text.escapedForXML) }

  /// Writes whole elements or comments as they are, on lines of their own.
  public func raw(_ xml: String) {
    beginLine()
    writeRaw(xml)
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
