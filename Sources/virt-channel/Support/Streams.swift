internal import Files
internal import SourceText

/// What a command reads and writes: the streams of the process, or values in a test.
struct Streams {
  /// Findings and translations.
  var output: any OutputStream
  /// Everything else that a person reads.
  var errors: any OutputStream
  /// Reads standard input to its end, if that is not more than a number of bytes.
  let readInput: (_ limit: Int) throws(FileError) -> [UInt8]

  /// The streams of the process.
  static func standard() -> Streams {
    Streams(output: StandardStream.output(), errors: StandardStream.error()) { limit throws(FileError) in
      if Terminal.isInput {
        StandardStream.error().write("virt-channel: reading standard input; press Ctrl-D to end it\n")
      }
      return try FileInput.readStandardInput(limit: limit)
    }
  }

  /// Tells a person what is not a finding, behind what was found so far.
  mutating func complain(_ message: some CustomStringConvertible) {
    output.flush()
    errors.write("virt-channel: \(message.description.escapedForDisplay)\n")
  }

  /// Tells a person what is likely to cause a problem.
  mutating func warn(_ message: String) { complain("warning: \(message)") }

  /// Reports that a signal ended the run, and how far it got.
  mutating func complainOfInterruption(done: Int, of total: String) {
    complain("interrupted after \(done) of \(total)")
  }

  /// Whether a signal ends a run over inputs one after another. The report is complete up to here.
  mutating func endRun(after done: Int, of total: String) -> Bool {
    guard Interruption.isRequested else { return false }
    complainOfInterruption(done: done, of: total)
    return true
  }

  /// Hands over what is buffered.
  /// - Returns: the status to end with, given what was written could be.
  mutating func finish(_ status: ExitStatus) -> ExitStatus {
    guard let output = output as? StandardStream else { return status }
    output.flush()
    guard case .refused(let error) = output.failure else { return status }
    complain(error)
    return .unusable
  }
}

extension Streams {
  /// The bytes of a file; `-` is standard input.
  func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    path == "-" ? try readInput(limit) : try FileInput.read(path, limit: limit)
  }
}
