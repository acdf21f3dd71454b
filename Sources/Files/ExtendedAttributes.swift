internal import CXAttr
internal import Glibc

/// What a file carries besides content, mode and owner: access control lists, security labels, remarks.
enum ExtendedAttributes {
  /// The access control list. A new file inherits one where the directory has a default list.
  private static let accessList = "system.posix_acl_access"

  /// Gives a new file the attributes of another one and takes away those that it has got from its directory. What the system does
  /// not allow is left as it is.
  /// - Throws: when the access control list cannot be kept.
  static func copy(from source: borrowing Descriptor, to target: borrowing Descriptor) throws(FileError) {
    let wanted = names(of: source)
    for name in names(of: target) where !wanted.contains(name) {
      let isDone = unsafe fremovexattr(target.number, name) == 0
      if !isDone, name == accessList { throw denied(target) }
    }
    for name in wanted {
      guard let value = value(of: name, of: source) else { continue }
      let isDone = unsafe value.withUnsafeBytes { bytes in
        unsafe fsetxattr(target.number, name, bytes.baseAddress, bytes.count, 0) == 0
      }
      if !isDone, name == accessList { throw denied(target) }
    }
  }

  private static func denied(_ target: borrowing Descriptor) -> FileError {
    FileError(
      target.path, "cannot preserve the access control list: \(systemMessage(errno))")
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
