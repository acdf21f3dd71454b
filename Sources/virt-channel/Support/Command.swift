internal import ArgumentParser
internal import Files
internal import LibvirtHost

/// Work that can be seen from a test: streams in, exit status out.
protocol CommandBody {
  /// Does the work. What a person must hear of and what stops it is thrown.
  func run(_ streams: inout Streams) throws -> ExitStatus
}

/// A command of the program.
protocol Command: ParsableCommand, CommandBody {}

extension Command {
  /// Runs with the streams of the process.
  func run() throws {
    let status = try outcome()
    if status != .clean { throw ExitCode(status) }
  }
}

extension CommandBody {
  /// Does the work with the streams of the process.
  func outcome() throws -> ExitStatus {
    var streams = Streams.standard()
    let status = try outcome(&streams)
    Interruption.finish()
    return status
  }

  /// Does the work, and tells of files that stopped it.
  func outcome(_ streams: inout Streams) throws -> ExitStatus {
    do {
      let status = try run(&streams)
      return streams.finish(status)
    } catch let error as FileError {
      _ = streams.finish(.unusable)
      streams.complain(error)
      return .unusable
    } catch let error as HostError {
      _ = streams.finish(.unusable)
      streams.complain(error)
      return .unusable
    }
  }
}
