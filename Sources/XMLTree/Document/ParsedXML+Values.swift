import SourceText

extension ParsedXML {
  /// The value of an attribute, with references resolved and line endings as spaces.
  public func value(of attribute: XMLAttribute) -> String {
    withBytes(of: attribute) { String(utf8: $0) }
  }

  /// The value of an attribute as UTF-8, without creating a string.
  public func valueBytes(of attribute: XMLAttribute) -> ArraySlice<UInt8> {
    let record = attributes[Int(attribute.index)]
    if record.decodedStart == AttributeRecord.asWritten {
      return file.bytes[Int(record.start)..<Int(record.start + record.count)]
    }
    return decoded[Int(record.decodedStart)..<Int(record.decodedStart + record.decodedCount)]
  }

  /// Calls a function with the value of an attribute as UTF-8 and returns its result. The bytes are neither copied nor referred to.
  package func parse(_ attribute: XMLAttribute, _ body: (Span<UInt8>) -> Int?) -> Int? {
    withBytes(of: attribute, body)
  }

  private func withBytes<Result>(of attribute: XMLAttribute, _ body: (Span<UInt8>) -> Result) -> Result {
    let record = attributes[Int(attribute.index)]
    if record.decodedStart == AttributeRecord.asWritten {
      return file.bytes.withSpan(from: record.start, count: record.count, body)
    }
    return decoded.withSpan(from: record.decodedStart, count: record.decodedCount, body)
  }

  /// Whether the value of an attribute is `text`.
  public func valueEquals(_ attribute: XMLAttribute, _ text: StaticString) -> Bool {
    withBytes(of: attribute) { bytes in text.withUTF8Buffer { unsafe bytes.elementsEqual($0.span) } }
  }

  /// The text directly inside an element, with references resolved, without comments, and with CDATA sections unwrapped.
  public func text(of node: ElementNode) -> String {
    if let text = replacedTexts[node] { return text }
    guard let content = contentRange(of: node) else { return "" }
    var decoder = TextDecoder(file.bytes)
    var position = content.lowerBound
    for child in children(of: node) {
      let range = range(of: child)
      decoder.append(position..<range.lowerBound)
      position = range.upperBound
    }
    decoder.append(position..<content.upperBound)
    return String(utf8: decoder.result.span)
  }
}

extension [UInt8] {
  fileprivate func withSpan<Result>(from start: Int32, count: Int32, _ body: (Span<UInt8>) -> Result) -> Result {
    unsafe withUnsafeBufferPointer { buffer in
      let bytes = unsafe buffer.span
      return body(bytes.extracting(Int(start)..<Int(start + count)))
    }
  }
}
