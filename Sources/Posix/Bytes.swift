#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The bytes that are there to be read from an open file, at most `count`; none at its end, nil when there is nothing yet.
package func readBytes(from file: Int32, atMost count: Int = 65536) throws(SystemError) -> [UInt8]? {
  var failure: SystemError?
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    do throws(SystemError) {
      filled = try retryingInterrupts { unsafe read(file, buffer.baseAddress, count) }
    } catch {
      failure = error
    }
  }
  guard let failure else { return bytes }
  if failure == .wouldWait { return nil }
  throw failure
}

/// Like ``readBytes(from:atMost:)``, for a file that ends when it fails.
package func readBytesOrEnd(from file: Int32) -> [UInt8]? {
  do { return try readBytes(from: file) } catch { return [] }
}

/// Writes as many of the bytes as an open file takes now; returns how many, 0 when it takes none yet.
package func writeBytes(_ bytes: ArraySlice<UInt8>, to file: Int32) throws(SystemError) -> Int {
  do throws(SystemError) {
    return try retryingInterrupts { unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) } }
  } catch {
    if error == .wouldWait { return 0 }
    throw error
  }
}

/// Writes all of the bytes to an open file, however long it takes.
package func writeAll(_ bytes: [UInt8], to file: Int32) throws(SystemError) {
  var rest = bytes[...]
  while !rest.isEmpty {
    rest = rest.dropFirst(try writeBytes(rest, to: file))
    if !rest.isEmpty { _ = try poll([PolledFile(file, for: .output)], until: nil) }
  }
}

/// The offset of the first such byte; nil when there is none. The C library compares many bytes at once.
package func firstOffset(of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Int? {
  guard let base = bytes.baseAddress, let found = unsafe memchr(base, Int32(byte), bytes.count) else { return nil }
  return unsafe base.distance(to: found)
}
