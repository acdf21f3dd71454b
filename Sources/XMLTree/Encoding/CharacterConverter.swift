internal import Glibc

/// The C library's converter, for the encodings that are rare in libvirt's world. It is what libxml2 falls back on, too.
@safe struct CharacterConverter: ~Copyable {
  private let descriptor: iconv_t

  /// nil when the C library knows no such encoding.
  private init?(from source: String, to target: String) {
    let descriptor = unsafe iconv_open(target, source)
    guard let descriptor = unsafe descriptor, unsafe descriptor != iconv_t(bitPattern: -1) else { return nil }
    unsafe self.descriptor = descriptor
  }

  deinit { unsafe iconv_close(descriptor) }

  /// Whether an encoding of this name can be converted.
  static func knows(_ name: String) -> Bool {
    name.utf8.allSatisfy(isNameByte) && CharacterConverter(from: name, to: "UTF-8") != nil
  }

  /// The text as UTF-8.
  static func decode(_ raw: [UInt8], from name: String) throws(XMLProblem) -> [UInt8] {
    guard let converter = CharacterConverter(from: name, to: "UTF-8") else { throw .unknownEncoding(name, at: 0..<0) }
    var result: [UInt8] = []
    let converted = converter.convert(raw[...], into: &result)
    if converted < raw.count { throw .undecodable(name, at: converted) }
    return result
  }

  /// The text in an encoding; what it lacks becomes a reference.
  static func encode(_ utf8: [UInt8], to name: String) -> [UInt8] {
    guard let converter = CharacterConverter(from: "UTF-8", to: name) else { return utf8 }
    var result: [UInt8] = []
    var rest = utf8[...]
    while !rest.isEmpty {
      rest = rest.dropFirst(converter.convert(rest, into: &result))
      guard let lacking = String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first else { break }
      _ = converter.convert(Array(lacking.xmlReference.utf8)[...], into: &result)
      rest = rest.dropFirst(UTF8.width(lacking))
    }
    return result
  }

  /// Names in the XML declaration are ASCII; anything else would be an option to the converter.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// Converts as much as there is sense in, and says how many bytes that was.
  private borrowing func convert(_ input: ArraySlice<UInt8>, into result: inout [UInt8]) -> Int {
    var input = Array(input)
    var done = 0
    var chunk = [UInt8](repeating: 0, count: 4096)
    while done < input.count {
      let (read, written) = convert(&input, from: done, into: &chunk)
      result += chunk[..<written]
      done += read
      if read == 0, written == 0 { break }
    }
    return done
  }

  private borrowing func convert(_ input: inout [UInt8], from start: Int, into chunk: inout [UInt8]) -> (Int, Int) {
    var unread = input.count - start
    var unwritten = chunk.count
    unsafe input.withUnsafeMutableBytes { source in
      unsafe chunk.withUnsafeMutableBytes { target in
        var from = unsafe source.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
        var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = unsafe iconv(descriptor, &from, &unread, &to, &unwritten)
      }
    }
    return (input.count - start - unread, chunk.count - unwritten)
  }
}
