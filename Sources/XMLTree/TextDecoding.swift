public import SourceText

/// Bytes that could not be taken for text, and why.
public struct UndecodableText: Error, Sendable {
  /// The bytes as they are; the problem's range refers to them.
  public let file: SourceFile
  /// Why they are no text.
  public let problem: XMLProblem
}

extension SourceFile {
  /// Takes the bytes of a file that is UTF-8.
  public static func decoding(name: String, _ raw: [UInt8]) -> Result<SourceFile, UndecodableText> {
    .success(SourceFile(name: name, bytes: raw))
  }

  /// The bytes of a file with the text `utf8` in this file's encoding.
  public func encoded(_ utf8: [UInt8]) -> [UInt8] { utf8 }
}
