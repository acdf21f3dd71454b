internal import Glibc

extension [UInt8] {
  /// Where a byte is first, at an index or behind it; nil when it is not there. The C library compares many bytes at once.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    unsafe withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), bytes.count - start)
      else { return nil }
      return unsafe base.distance(to: found)
    }
  }

  /// Whether a byte is somewhere.
  package func holds(_ byte: UInt8) -> Bool { firstIndex(of: byte, from: 0) != nil }
}
