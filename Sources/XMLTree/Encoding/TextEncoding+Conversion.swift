internal import Posix
internal import SourceText

extension TextEncoding {
  /// The text of a file as UTF-8, without its byte order mark.
  func decode(_ raw: [UInt8]) throws(XMLProblem) -> [UInt8] {
    switch self {
    case .utf8: try raw.validUTF8()
    case .utf8WithMark: Array(try raw.validUTF8().dropFirst(mark.count))
    case .utf16LittleEndian: try UTF16File(mark: mark, isLittleEndian: true).decode(raw)
    case .utf16BigEndian: try UTF16File(mark: mark, isLittleEndian: false).decode(raw)
    case .latin1: raw.decodedFromLatin1
    case .named(let name): try CharacterConverter.decode(raw, from: name)
    case .binary: raw
    }
  }

  /// The bytes of a file with this text. Characters that the encoding lacks become references.
  func encode(_ utf8: [UInt8]) -> [UInt8] {
    switch self {
    case .utf8, .binary: utf8
    case .utf8WithMark: mark + utf8
    case .utf16LittleEndian: UTF16File(mark: mark, isLittleEndian: true).encode(utf8)
    case .utf16BigEndian: UTF16File(mark: mark, isLittleEndian: false).encode(utf8)
    case .latin1: utf8.encodedAsLatin1
    case .named(let name): CharacterConverter.encode(utf8, to: name)
    }
  }
}

extension [UInt8] {
  /// The bytes unchanged. If they are not UTF-8 and a NUL byte precedes the first invalid one, they are not text.
  fileprivate func validUTF8() throws(XMLProblem) -> [UInt8] {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: span)
      return self
    } catch {
      if let zero = self[..<error.byteOffsets.lowerBound].firstIndex(of: 0) { throw .zeroByte(at: zero) }
      throw .invalidUTF8(self, at: error.byteOffsets)
    }
  }
}

extension [UInt8] {
  fileprivate var decodedFromLatin1: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + count / 8)
    for byte in self {
      if byte < 0x80 { result.append(byte) } else { result += [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
    }
    return result
  }

  fileprivate var encodedAsLatin1: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count)
    for scalar in String(decoding: self, as: UTF8.self).unicodeScalars {
      if let byte = UInt8(exactly: scalar.value) { result.append(byte) } else { result += scalar.xmlReference.utf8 }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// The character as XML spells it in any encoding: `&#8364;`.
  var xmlReference: String { "&#\(value);" }
}
