internal import ArgumentParser
internal import Files
internal import GuestAgent

/// Which channel to use if no endpoint is given.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Take the socket from this domain XML file, or - for standard input.", valueName: "file"),
    completion: .file())
  var domain: String?

  @Option(
    help: ArgumentHelp(
      "With --domain or --connect: name, alias or port number of the channel, console or serial port.",
      valueName: "name"))
  var channel: String?

  @OptionGroup var host: HostChoice

  @OptionGroup var versions: VersionOptions

  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if channel != nil, domain == nil, host.connect == nil {
      throw ValidationError("--channel requires --domain or --connect")
    }
    if connection.session, domain == nil { throw ValidationError("--session requires --domain") }
    if domain != nil, host.connect != nil { throw ValidationError("--domain and --connect are mutually exclusive") }
  }

  /// The given endpoint, or that of the domain's channel, which is `name` unless --channel is given.
  func endpoint(_ text: String?, channel name: String? = nil, _ streams: Streams) throws -> Endpoint {
    if let opened = try host.open(live: true) {
      guard let text else { throw ValidationError("no domain: give its name, UUID or id") }
      return try way(channel ?? name).endpoint(of: text, opened)
    }
    switch (text, domain) {
    case (let text?, nil): return try Self.parse(text)
    case (nil, let domain?):
      return try way(channel ?? name).endpoint(inFile: domain, streams)
    case (nil, nil):
      throw ValidationError("no endpoint: give the socket of the channel, or a domain with --domain FILE or --connect")
    case (_?, _?): throw ValidationError("an endpoint and --domain are mutually exclusive")
    }
  }

  private func way(_ name: String?) -> DomainChannel {
    DomainChannel(name: name, versions: versions, isOfSession: connection.session)
  }

  private static func parse(_ text: String) throws -> Endpoint {
    do throws(EndpointProblem) {
      return try Endpoint(parsing: text)
    } catch {
      throw ValidationError("'\(text)' is not an endpoint: \(error)")
    }
  }
}

extension ArgumentHelp {
  /// What an endpoint is.
  static let endpoint = ArgumentHelp("Host socket of the channel: a path, or HOST:PORT.", valueName: "endpoint")
}
