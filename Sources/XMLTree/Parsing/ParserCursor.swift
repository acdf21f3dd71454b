internal import CLibXML2

/// Where libxml2 is in the text, as byte offsets of our file.
@safe struct ParserCursor {
  private let context: xmlParserCtxtPtr

  init(_ context: xmlParserCtxtPtr) { unsafe self.context = context }

  /// The offset of the byte to be read next; nil when reading has ended.
  var offset: Int? { unsafe window?.offset(of: context.pointee.input?.pointee.cur) }

  /// The part of the text that libxml2 has in memory now; nil when reading has ended.
  var window: Window? { unsafe context.pointee.input.flatMap { unsafe Window($0.pointee) } }

  /// How many names libxml2's dictionary holds.
  var nameCount: Int { unsafe Int(xmlDictSize(context.pointee.dict)) }

  /// Ends the reading: no event follows.
  func stop() { unsafe xmlStopParser(context) }
}

extension ParserCursor {
  /// A part of the text in the memory of libxml2.
  @safe struct Window {
    private let start, end: UnsafePointer<UInt8>
    /// The offset of the start.
    private let offset: Int

    init?(_ input: xmlParserInput) {
      guard let start = unsafe input.base, let end = unsafe input.end else { return nil }
      (unsafe self.start, unsafe self.end) = unsafe (start, end)
      offset = unsafe Int(input.consumed) - InputBuffer.prologueCount
    }

    /// The offset in the text of a pointer; nil if it points to a decoded copy that libxml2 keeps elsewhere.
    func offset(of pointer: UnsafePointer<UInt8>?) -> Int? {
      guard let pointer = unsafe pointer, unsafe start <= pointer, unsafe pointer <= end else { return nil }
      return unsafe offset + (pointer - start)
    }
  }
}
