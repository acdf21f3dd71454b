internal import ArgumentParser
internal import Files
internal import Resolution
internal import SourceText

/// What the commands have in common that make something of one domain.
struct DomainOptions: ParsableArguments {
  @OptionGroup var versions: VersionOptions
  @OptionGroup var host: ConnectionOptions
  @OptionGroup var domains: HostOptions
  @OptionGroup var settings: ConfigurationOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var display: DisplayOptions

  /// Reads the domain of a file or of standard input, or domains of a libvirt, and hands each over, unless libvirt refuses it:
  /// then the findings that say so are shown. The status is the worst.
  func read(
    _ file: String?, _ streams: inout Streams,
    _ body: (DomainInput, ResolvedDomain, inout Streams) throws -> ExitStatus
  ) throws -> ExitStatus {
    let selection = domains.connect == nil ? nil : try domains.selection(file.map { [$0] } ?? [])
    if let selection, let opened = try domains.open() {
      return try read(opened.inputs(selection), of: opened, &streams, body)
    }
    let configuration = try configuration(for: file)
    streams.warn(about: configuration.versions)
    let input = try DomainInput.read(
      file, configuration.versions, configuration.connection, limit: configuration.limit, streams)
    return try handOver(input, &streams, body)
  }

  /// The configuration for a file, with these options before it.
  func configuration(for file: String?) throws(FileError) -> Configuration {
    var configuration = try settings.load(forFile: file)
    versions.override(&configuration)
    input.override(&configuration)
    host.override(&configuration)
    return configuration
  }

  private func read(
    _ inputs: Inputs, of host: OpenHost, _ streams: inout Streams,
    _ body: (DomainInput, ResolvedDomain, inout Streams) throws -> ExitStatus
  ) throws -> ExitStatus {
    var worst = ExitStatus.clean
    for (done, input) in inputs.all.enumerated() {
      if streams.endRun(after: done, of: inputs.all.count.counted("domain")) { break }
      let raw = try input.read(limit: self.input.limit())
      let read = DomainInput(
        raw, name: input.name, host.versions(versions), host.connection, limit: self.input.limit())
      if inputs.all.count > 1 { streams.errors.write("\(input.name.escapedForDisplay):\n") }
      worst = max(worst, try handOver(read, &streams, body))
      streams.output.flush()
    }
    for error in inputs.unreadable { streams.complain(error) }
    inputs.complain(&streams)
    return inputs.unreadable.isEmpty ? worst : .unusable
  }

  private func handOver(
    _ input: DomainInput, _ streams: inout Streams,
    _ body: (DomainInput, ResolvedDomain, inout Streams) throws -> ExitStatus
  ) throws -> ExitStatus {
    switch input.domain(&streams, style: display.style) {
    case .failure(let refused): return refused.status
    case .success(let domain): return try body(input, domain, &streams)
    }
  }
}
