internal import Posix

/// Standard input of a program that talks with another one: read as it arrives.
package struct InputStream {
  /// Takes standard input.
  package init() {}

  /// The bytes that have arrived, up to 64 KiB; waits for the first. Empty at the end.
  package func next() throws(FileError) -> [UInt8] {
    do throws(SystemError) {
      while true {
        if let bytes = try readBytes(from: StandardFile.input) { return bytes }
        _ = isReady(within: .seconds(60))
      }
    } catch {
      throw FileError("<stdin>", error)
    }
  }

  /// Whether bytes or the end arrive within a time.
  package func isReady(within duration: Duration) -> Bool {
    let ready = try? poll([PolledFile(StandardFile.input, for: .input)], until: .now + duration)
    return ready.map { !$0[0].isNothing } ?? true
  }
}
