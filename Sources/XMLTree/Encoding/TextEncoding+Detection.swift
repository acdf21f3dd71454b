internal import Posix
internal import SourceText

extension TextEncoding {
  private static let marks: [(bytes: [UInt8], encoding: TextEncoding)] = [
    ([0xEF, 0xBB, 0xBF], .utf8WithMark),
    ([0xFF, 0xFE], .utf16LittleEndian(mark: true)),
    ([0xFE, 0xFF], .utf16BigEndian(mark: true)),
  ]

  /// The encoding of a file, by its first bytes.
  init(of raw: [UInt8]) throws(XMLProblem) {
    if Self.isUTF32(raw) { throw .unsupportedUTF32 }
    if let mark = Self.marks.first(where: { raw.starts(with: $0.bytes) }) {
      self = mark.encoding
    } else if let wide = Self.wideByFirstCharacter(raw) {
      self = wide
    } else if let declaration = XMLDeclaration(raw), let name = declaration.encoding {
      self = try Self.declared(String(decoding: raw[name], as: UTF8.self), at: name, in: raw[declaration.range])
    } else {
      self = .utf8
    }
  }

  /// The byte order mark; empty for an encoding without one.
  var mark: [UInt8] { Self.marks.first { $0.encoding == self }?.bytes ?? [] }

  private static func isUTF32(_ raw: [UInt8]) -> Bool {
    [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0x3C, 0, 0, 0], [0, 0, 0, 0x3C]].contains { raw.starts(with: $0) }
  }

  /// UTF-16 without a mark: an XML text begins with `<` or a blank, and one of that character's two bytes is zero.
  private static func wideByFirstCharacter(_ raw: [UInt8]) -> TextEncoding? {
    guard raw.count >= 4 else { return nil }
    let canBegin: (UInt8) -> Bool = { $0 == UInt8(ascii: "<") || $0.isXMLBlank }
    if raw[1] == 0, canBegin(raw[0]) { return .utf16LittleEndian(mark: false) }
    if raw[0] == 0, canBegin(raw[1]) { return .utf16BigEndian(mark: false) }
    return nil
  }

  /// What a declaration names. It was read as ASCII, so in the encoding it names it must mean the same.
  private static func declared(
    _ name: String, at range: Range<Int>, in declaration: ArraySlice<UInt8>
  ) throws(XMLProblem) -> TextEncoding {
    switch name.uppercased() {
    case "UTF-8", "UTF8": return .utf8
    case "ISO-8859-1", "ISO_8859-1", "LATIN1", "LATIN-1", "ISO-LATIN-1": return .latin1
    default:
      if SingleByteEncoding(named: name) != nil { return .named(name) }
      guard let converter = CharacterConverter(from: name) else { throw .unknownEncoding(name, at: range) }
      var meant: [UInt8] = []
      _ = converter.convert(Array(declaration), into: &meant)
      guard meant.elementsEqual(declaration) else { throw .contradictedDeclaration(name, at: range) }
      let isWrittenSo = CharacterConverter.encode(meant, to: name).elementsEqual(declaration)
      guard isWrittenSo else { throw .unwritableEncoding(name, at: range) }
      return .named(name)
    }
  }
}
