internal import ArgumentParser
internal import Resolution

/// What the commands have in common that make something of one domain.
struct DomainOptions: ParsableArguments {
  @OptionGroup var versions: VersionOptions
  @OptionGroup var host: ConnectionOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var display: DisplayOptions

  /// Reads the domain of a file, or of standard input, and hands it over, unless libvirt refuses it: then the findings that
  /// say so are shown.
  func read(
    _ file: String?, _ streams: inout Streams,
    _ body: (DomainInput, ResolvedDomain, inout Streams) throws -> ExitStatus
  ) throws -> ExitStatus {
    let input = try DomainInput.read(file, versions.versions(), host.connection, limit: input.limit(), streams)
    switch input.domain(&streams, style: display.style) {
    case .failure(let refused): return refused.status
    case .success(let domain): return try body(input, domain, &streams)
    }
  }
}
