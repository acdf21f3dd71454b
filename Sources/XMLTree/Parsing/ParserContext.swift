internal import CLibXML2

/// Owns one libxml2 parser, connects it to a ``TreeBuilder`` and runs it over one text after another.
@safe final class ParserContext {
  private let context: xmlParserCtxtPtr
  private var builder: TreeBuilder

  /// nil when there is no memory for a parser.
  init?(vocabulary: XMLVocabulary, limits: XMLLimits) {
    guard let context = unsafe xmlNewParserCtxt() else { return nil }
    unsafe self.context = context
    self.builder = TreeBuilder(cursor: unsafe ParserCursor(context), vocabulary: vocabulary, limits: limits)
    unsafe Self.connect(context.pointee.sax)
  }

  deinit { unsafe xmlFreeParserCtxt(context) }

  /// Whether the dictionary has grown so large that another parser should take over.
  var isWornOut: Bool { unsafe xmlDictGetUsage(context.pointee.dict) > 1 << 20 }

  /// Reads a text; `buffer` holds it as libxml2 wants it. Elements still open at a problem end there.
  func read(_ text: [UInt8], in buffer: InputBuffer) -> (Tree, XMLProblem?) {
    builder.begin(text)
    unsafe withUnsafeMutablePointer(to: &builder) { builder in
      unsafe context.pointee.userData = UnsafeMutableRawPointer(builder)
      unsafe buffer.bytes.withUnsafeBufferPointer { unsafe run($0) }
    }
    return builder.finish()
  }

  /// Nothing outside the text is opened, and no encoding but UTF-8 is believed.
  private func run(_ text: UnsafeBufferPointer<UInt8>) {
    let options = XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    unsafe xmlCtxtReadDoc(context, text.baseAddress, nil, nil, Int32(options | XML_PARSE_HUGE.rawValue))
  }
}

// MARK: Events

extension ParserContext {
  /// All events go to the builder; what is not asked for, texts above all, costs nothing, and nothing is printed.
  private static func connect(_ sax: UnsafeMutablePointer<xmlSAXHandler>?) {
    guard let sax = unsafe sax else { return }
    unsafe sax.pointee = xmlSAXHandler()
    unsafe sax.pointee.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe sax.pointee.startElementNs = {
      builder, name, prefix, _, namespaceCount, namespaces, attributeCount, _, attributes in
      guard let name = unsafe name else { return }
      unsafe ParserContext.builder(at: builder)?.pointee
        .startElement(
          name, prefix: prefix, namespaceCount: Int(namespaceCount), namespaces, attributeCount: Int(attributeCount),
          attributes)
    }
    unsafe sax.pointee.endElementNs = { builder, _, _, _ in
      unsafe ParserContext.builder(at: builder)?.pointee.endElement()
    }
    unsafe sax.pointee.comment = { builder, _ in unsafe ParserContext.builder(at: builder)?.pointee.comment() }
    unsafe sax.pointee.serror = { builder, error in
      guard let error = unsafe error?.pointee, unsafe error.level == XML_ERR_FATAL else { return }
      unsafe ParserContext.builder(at: builder)?.pointee.parserFailed(
        code: xmlParserErrors(UInt32(bitPattern: error.code)))
    }
  }

  private static func builder(at address: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<TreeBuilder>? {
    unsafe address?.assumingMemoryBound(to: TreeBuilder.self)
  }
}
