#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The C library's converter of encodings (iconv(3)).
@safe package struct CharacterConverter: ~Copyable {
  private let descriptor: iconv_t

  /// From an encoding to UTF-8; nil when there is no encoding of this name.
  package init?(from encoding: String) { self.init(from: encoding, to: "UTF-8") }

  /// From UTF-8 to an encoding; nil when there is no encoding of this name.
  package init?(to encoding: String) { self.init(from: "UTF-8", to: encoding) }

  /// A name that XML does not allow could be an option to the converter, such as `ascii//TRANSLIT`.
  private init?(from source: String, to target: String) {
    guard (source + target).utf8.allSatisfy(\.isEncodingNameByte) else { return nil }
    let descriptor = unsafe iconv_open(target, source)
    guard let descriptor = unsafe descriptor, unsafe descriptor != iconv_t(bitPattern: -1) else { return nil }
    unsafe self.descriptor = descriptor
  }

  deinit { unsafe iconv_close(descriptor) }

  /// Converts the bytes from `start` on as far as they can be converted, and says where that ends.
  package func convert(_ input: [UInt8], from start: Int = 0, into result: inout [UInt8]) -> Int {
    var input = input
    var position = start
    var chunk = [UInt8](repeating: 0, count: 4096)
    while position < input.count {
      let (read, written) = step(&input, from: position, into: &chunk)
      result += chunk[..<written]
      position += read
      if read == 0, written == 0 { break }
    }
    return position
  }

  /// Ends the text: an encoding that shifts, such as ISO-2022-JP, goes back to where it began.
  package func finish(into result: inout [UInt8]) {
    var chunk = [UInt8](repeating: 0, count: 64)
    var unwritten = chunk.count
    unsafe chunk.withUnsafeMutableBytes { target in
      var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
      _ = unsafe iconv(descriptor, nil, nil, &to, &unwritten)
    }
    result += chunk.dropLast(unwritten)
  }

  private func step(_ input: inout [UInt8], from start: Int, into chunk: inout [UInt8]) -> (read: Int, written: Int) {
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

extension UInt8 {
  fileprivate var isEncodingNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
