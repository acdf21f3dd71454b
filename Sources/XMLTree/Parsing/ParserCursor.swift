internal import CLibXML2

/// Where libxml2 is in the text, as byte offsets of our file.
@safe struct ParserCursor {
  private let context: xmlParserCtxtPtr

  init(_ context: xmlParserCtxtPtr) { unsafe self.context = context }

  /// The offset of the byte to be read next; nil when reading has ended.
  var offset: Int? { unsafe offset(of: context.pointee.input?.pointee.cur) }

  /// The offset in the text of a pointer; nil if it points to a decoded copy that libxml2 keeps elsewhere.
  func offset(of pointer: UnsafePointer<UInt8>?) -> Int? {
    guard let pointer = unsafe pointer, let input = unsafe context.pointee.input else { return nil }
    guard unsafe input.pointee.base <= pointer, unsafe pointer <= input.pointee.end else { return nil }
    return unsafe Int(input.pointee.consumed) + (pointer - input.pointee.base) - InputBuffer.prologueCount
  }

  /// How many names libxml2's dictionary holds.
  var nameCount: Int { unsafe Int(xmlDictSize(context.pointee.dict)) }

  /// Ends the reading: no event follows.
  func stop() { unsafe xmlStopParser(context) }
}
