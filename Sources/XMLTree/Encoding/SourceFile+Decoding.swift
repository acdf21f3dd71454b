public import SourceText

/// Bytes that cannot be decoded, and the reason.
public struct UndecodableText: Error, Sendable {
  /// The undecoded bytes, to which the range of the problem refers.
  public let file: SourceFile
  /// The reason.
  public let problem: XMLProblem
}

extension SourceFile {
  /// Decodes the bytes of an XML file in any encoding: that of its byte order mark, of the pattern of its first
  /// bytes, or of its XML declaration, otherwise UTF-8.
  ///
  /// If the byte order mark and the declaration disagree, the mark is used, because it is not accidental.
  public static func decoding(name: String, _ raw: [UInt8]) -> Result<SourceFile, UndecodableText> {
    do throws(XMLProblem) {
      let encoding = try TextEncoding(of: raw)
      return .success(SourceFile(name: name, bytes: try encoding.decode(raw), encoding: encoding))
    } catch {
      let file = SourceFile(name: name, bytes: raw, encoding: .binary)
      return .failure(UndecodableText(file: file, problem: error))
    }
  }

  /// Why the bytes are no text; nil when they are.
  var undecodable: XMLProblem? {
    guard encoding == .binary, case .failure(let failure) = Self.decoding(name: name, bytes) else { return nil }
    return failure.problem
  }

  /// The bytes of a file with the text `utf8`, in this file's own encoding and with its byte order mark.
  ///
  /// A character that the encoding does not have is written as a reference, `&#8364;`, which means the same in
  /// text and in values. Text that came from the file has its own bytes again, but for encodings that spell a character in
  /// several ways, such as ISO-2022-JP.
  public func encoded(_ utf8: [UInt8]) -> [UInt8] { encoding.encode(utf8) }

  /// The offset in the file on disk for an offset in `bytes`; an offset past the end means the end.
  public func fileOffset(of offset: Int) -> Int {
    let offset = min(max(0, offset), bytes.count)
    return encoding == .utf8 ? offset : encoded(Array(bytes[..<offset])).count
  }
}

extension XMLTextParser {
  /// Parses the bytes of a file in any encoding. Bytes that are not text result in a document without elements, whose file
  /// contains the bytes as they are.
  public mutating func parse(name: String, raw: [UInt8]) -> ParsedXML {
    switch SourceFile.decoding(name: name, raw) {
    case .success(let file): parse(file)
    case .failure(let failure): document(of: failure.file, failure.problem)
    }
  }
}

extension UndecodableText: CustomStringConvertible {
  /// The file's name and the problem.
  public var description: String { "\(file.name): \(problem.message)" }
}
