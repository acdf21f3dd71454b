internal import ArgumentParser
internal import Files

/// A command whose work can be seen from a test: streams in, exit status out.
protocol Command: AsyncParsableCommand {
  /// Does the work. What a person must hear of and what stops it is thrown.
  func run(_ streams: inout Streams) async throws -> ExitStatus
}

extension Command {
  /// Runs with the streams of the process.
  func run() async throws {
    var streams = Streams.standard()
    let status = try await outcome(&streams)
    Interruption.finish()
    if status != .clean { throw ExitCode(status) }
  }

  /// Does the work, and tells of files that stopped it.
  func outcome(_ streams: inout Streams) async throws -> ExitStatus {
    do {
      let status = try await run(&streams)
      return streams.finish(status)
    } catch let error as FileError {
      _ = streams.finish(.unusable)
      streams.complain(error)
      return .unusable
    }
  }
}
