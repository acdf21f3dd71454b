internal import CXAttr

/// What a file carries besides content, mode and owner: access control lists, security labels, remarks.
extension Descriptor {
  /// The names of the extended attributes, as far as this user may see them.
  package var attributeNames: [String] {
    let number = number
    let list = unsafe attributeBytes { buffer in
      unsafe flistxattr(number, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    return (list ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of an extended attribute; nil when it cannot be read.
  package func attribute(_ name: String) -> [UInt8]? {
    let number = number
    return unsafe attributeBytes { buffer in unsafe fgetxattr(number, name, buffer.baseAddress, buffer.count) }
  }

  package func setAttribute(_ name: String, _ value: [UInt8]) throws(SystemError) {
    let number = number
    try retryingInterrupts {
      unsafe value.withUnsafeBytes { unsafe fsetxattr(number, name, $0.baseAddress, $0.count, 0) }
    }
  }

  package func removeAttribute(_ name: String) throws(SystemError) {
    let number = number
    try retryingInterrupts { unsafe fremovexattr(number, name) }
  }
}

/// Asks a system call for the size it needs, then for the bytes.
private func attributeBytes(_ call: (UnsafeMutableRawBufferPointer) -> Int) -> [UInt8]? {
  let size = unsafe call(UnsafeMutableRawBufferPointer(start: nil, count: 0))
  guard size > 0 else { return nil }
  var bytes = [UInt8](repeating: 0, count: size)
  let count = unsafe bytes.withUnsafeMutableBytes(call)
  return count >= 0 ? Array(bytes.prefix(count)) : nil
}
