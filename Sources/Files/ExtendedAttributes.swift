internal import CXAttr

/// What a file carries besides content, mode and owner: access control lists, security labels, remarks.
enum ExtendedAttributes {
  /// Copies what may be copied; what may not is left to the system's defaults for new files.
  static func copy(from source: borrowing Descriptor, to target: borrowing Descriptor) {
    for name in names(of: source) {
      guard let value = value(of: name, of: source) else { continue }
      _ = unsafe value.withUnsafeBytes { bytes in
        unsafe fsetxattr(target.number, name, bytes.baseAddress, bytes.count, 0)
      }
    }
  }

  private static func names(of file: borrowing Descriptor) -> [String] {
    let number = file.number
    let list = unsafe bytes { buffer in
      unsafe flistxattr(number, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    return (list ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func value(of name: String, of file: borrowing Descriptor) -> [UInt8]? {
    let number = file.number
    return unsafe bytes { buffer in unsafe fgetxattr(number, name, buffer.baseAddress, buffer.count) }
  }

  /// Asks a system call for the size it needs, then for the bytes.
  private static func bytes(_ call: (UnsafeMutableRawBufferPointer) -> Int) -> [UInt8]? {
    let size = unsafe call(UnsafeMutableRawBufferPointer(start: nil, count: 0))
    guard size > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = unsafe bytes.withUnsafeMutableBytes(call)
    return count >= 0 ? Array(bytes.prefix(count)) : nil
  }
}
