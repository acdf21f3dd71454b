extension Span<UInt8> {
  /// Whether both have the same bytes.
  package func elementsEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    while index < count, self[index] == other[index] { index += 1 }
    return index == count
  }
}

extension String {
  /// The text of bytes in UTF-8; what is not is replaced. Short ASCII texts are not validated first, which takes most of the time that
  /// `String(decoding:as:)` takes.
  package init(utf8 bytes: Span<UInt8>) {
    unsafe self.init(unsafeUninitializedCapacity: bytes.count) { buffer in
      unsafe bytes.withUnsafeBufferPointer { unsafe buffer.initialize(fromContentsOf: $0) }
    }
  }
}

extension String {
  /// Whether the bytes of the text begin with those of a prefix. `hasPrefix` also compares texts that are canonically equal.
  package func begins(with prefix: String) -> Bool {
    let (text, prefix) = (utf8.span, prefix.utf8.span)
    return text.count >= prefix.count && text.extracting(first: prefix.count).elementsEqual(prefix)
  }
}
