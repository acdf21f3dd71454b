internal import Posix

/// Standard output or standard error, buffered. The first failure is kept until it is requested, and nothing is
/// written after it.
package final class StandardStream: OutputStream {
  /// Why writing stopped.
  package enum Failure: Error, Hashable, Sendable {
    /// The reader closed the pipe, as `head` does; this is not an error.
    case readerIsGone
    /// Writing failed, for example because the disk is full.
    case refused(FileError)
  }

  /// Why writing stopped; nil as long as all is well.
  package private(set) var failure: Failure?

  package var isClosed: Bool { failure != nil }

  private let file: OpenFile
  private let capacity: Int
  private var buffer: [UInt8] = []

  private init(_ file: consuming OpenFile, capacity: Int) {
    self.file = file
    self.capacity = capacity
  }

  /// Standard output. A terminal gets every line at once.
  package static func output() -> StandardStream {
    StandardStream(
      OpenFile(Descriptor(owning: StandardFile.output), path: "<stdout>"), capacity: Terminal.isOutput ? 0 : 1 << 16)
  }

  /// Standard error, which is not buffered.
  package static func error() -> StandardStream {
    StandardStream(OpenFile(Descriptor(owning: StandardFile.error), path: "<stderr>"), capacity: 0)
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
    do throws(SystemError) {
      try file.descriptor.write(all: bytes)
    } catch {
      failure = error == .brokenPipe ? .readerIsGone : .refused(FileError(file.path, error))
    }
  }
}
