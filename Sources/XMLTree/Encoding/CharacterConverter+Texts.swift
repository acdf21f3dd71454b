internal import Posix

/// The encodings that are rare in libvirt's world: libxml2 falls back on the C library's converter, too.
extension CharacterConverter {
  /// The text as UTF-8.
  static func decode(_ raw: [UInt8], from encoding: String) throws(XMLProblem) -> [UInt8] {
    if let table = SingleByteEncoding(named: encoding) {
      let (text, end) = table.decode(raw)
      if end < raw.count { throw .undecodable(encoding, at: end) }
      return text
    }
    guard let converter = CharacterConverter(from: encoding) else { throw .unknownEncoding(encoding, at: 0..<0) }
    var result: [UInt8] = []
    let end = converter.convert(raw, into: &result)
    if end < raw.count { throw .undecodable(encoding, at: end) }
    return result
  }

  /// The text in an encoding; what it lacks becomes a reference.
  static func encode(_ utf8: [UInt8], to encoding: String) -> [UInt8] {
    if let table = SingleByteEncoding(named: encoding) { return table.encode(utf8) }
    guard let converter = CharacterConverter(to: encoding) else { return utf8 }
    var result: [UInt8] = []
    var position = 0
    while true {
      position = converter.convert(utf8, from: position, into: &result)
      let rest = String(decoding: utf8[position...].prefix(4), as: UTF8.self)
      guard let lacking = rest.unicodeScalars.first else { break }
      _ = converter.convert(Array(lacking.xmlReference.utf8), into: &result)
      position = min(utf8.count, position + UTF8.width(lacking))
    }
    converter.finish(into: &result)
    return result
  }
}
