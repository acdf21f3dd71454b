internal import Glibc

/// Standard output or standard error, buffered. The first failure is kept until somebody asks, and nothing is written after it.
package final class StandardStream: OutputStream {
  /// Why writing stopped.
  package enum Failure: Error, Hashable, Sendable {
    /// The reader went away, as `head` does; nothing to complain about.
    case readerIsGone
    /// The disk is full, or something else that a person must hear of.
    case refused(FileError)
  }

  /// Why writing stopped; nil as long as all is well.
  package private(set) var failure: Failure?

  package var isClosed: Bool { failure != nil }

  private let file: Descriptor
  private let capacity: Int
  private var buffer: [UInt8] = []

  private init(_ file: consuming Descriptor, capacity: Int) {
    self.file = file
    self.capacity = capacity
  }

  /// Standard output. A terminal gets every line at once.
  package static func output() -> StandardStream {
    StandardStream(
      Descriptor(taking: STDOUT_FILENO, path: "<stdout>"), capacity: Terminal.isOutput ? 0 : 1 << 16)
  }

  /// Standard error, which is not buffered.
  package static func error() -> StandardStream {
    StandardStream(Descriptor(taking: STDERR_FILENO, path: "<stderr>"), capacity: 0)
  }

  package func write(_ bytes: [UInt8]) {
    guard bytes.count < capacity else {
      flush()
      return send(bytes)
    }
    buffer += bytes
    if buffer.count >= capacity { flush() }
  }

  package func write(_ text: String) { write(Array(text.utf8)) }

  /// Hands over what is buffered. To be called at the end.
  package func flush() {
    send(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func send(_ bytes: [UInt8]) {
    guard failure == nil, !bytes.isEmpty else { return }
    do throws(FileError) {
      try file.write(bytes)
    } catch {
      failure = errno == EPIPE ? .readerIsGone : .refused(error)
    }
  }
}
