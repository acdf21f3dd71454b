/// A single-byte encoding that differs from ISO-8859-1 in a few characters. The encodings of European editors are
/// built in, because the C library keeps them in separate files, which a static program in an empty root does not
/// find.
struct SingleByteEncoding {
  /// The scalars of the bytes that mean something else than in ISO-8859-1; nil for a byte that means nothing.
  private let scalars: [UInt8: Unicode.Scalar?]

  /// The encoding with a name, ignoring case; nil if it is not one of these.
  init?(named name: String) {
    switch name.uppercased() {
    case "ISO-8859-15", "ISO_8859-15", "ISO8859-15", "LATIN-9", "LATIN9": scalars = Self.latin9
    case "WINDOWS-1252", "CP1252": scalars = Self.windows1252
    default: return nil
    }
  }

  /// The text as UTF-8.
  /// - Returns: the text before the first byte that means nothing, and that byte's offset; or all of it.
  func decode(_ raw: [UInt8]) -> (text: [UInt8], end: Int) {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count + raw.count / 8)
    for (offset, byte) in raw.enumerated() {
      guard let scalar = scalars[byte] ?? Unicode.Scalar(byte) else { return (text, offset) }
      text += UTF8.encode(scalar).map(Array.init) ?? []
    }
    return (text, raw.count)
  }

  /// The bytes of a text. A character that the encoding lacks becomes a reference.
  func encode(_ utf8: [UInt8]) -> [UInt8] {
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for case (let byte, let scalar?) in scalars { bytes[scalar] = byte }
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      if let byte = bytes[scalar] {
        result.append(byte)
      } else if let byte = UInt8(exactly: scalar.value), scalars[byte] == nil {
        result.append(byte)
      } else {
        result += scalar.xmlReference.utf8
      }
    }
    return result
  }

  private static let latin9: [UInt8: Unicode.Scalar?] = [
    0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
  ]

  private static let windows1252: [UInt8: Unicode.Scalar?] = [
    0x80: "€", 0x81: nil, 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰",
    0x8A: "Š",
    0x8B: "‹", 0x8C: "Œ", 0x8D: nil, 0x8E: "Ž", 0x8F: nil, 0x90: nil, 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”",
    0x95: "•",
    0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9D: nil, 0x9E: "ž", 0x9F: "Ÿ",
  ]
}
