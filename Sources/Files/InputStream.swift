internal import Glibc

/// Standard input of a program that talks with another one: read as it arrives.
package struct InputStream {
  private let number = STDIN_FILENO

  /// Takes standard input.
  package init() {}

  /// The bytes that have arrived, up to 64 KiB; waits for the first. Empty at the end.
  package func next() throws(FileError) -> [UInt8] {
    while true {
      let number = number
      var outcome = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
        outcome = retrying { unsafe read(number, buffer.baseAddress, buffer.count) }
        filled = max(0, outcome)
      }
      if outcome >= 0 { return bytes }
      guard errno == EAGAIN else { throw .last("<stdin>") }
      _ = isReady(within: .seconds(60))
    }
  }

  /// Whether bytes or the end arrive within a time.
  package func isReady(within duration: Duration) -> Bool {
    let (seconds, attoseconds) = duration.components
    let milliseconds = min(seconds * 1000 + attoseconds / 1_000_000_000_000_000, Int64(Int32.max))
    var entry = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, Int32(max(0, milliseconds))) != 0
  }
}
