internal import DomainModel
internal import Files
internal import Reports
internal import Resolution
internal import Topology

/// `argv FILE`, `map FILE` and `resolve FILE` without an option, as editors and scripts run them: as with ``PlainLint`` there is nothing to
/// parse.
struct PlainDomainCommand: CommandBody {
  private enum Name: String { case argv, map, resolve }

  private let name: Name
  private let path: String

  /// Looks at the arguments of the program, without its own name; nil when they need a parser.
  init?(_ arguments: [String]) {
    guard arguments.count == 2, let name = Name(rawValue: arguments[0]), !arguments[1].hasPrefix("-") else {
      return nil
    }
    if name == .map, FolderWalk.isDirectory(arguments[1]) { return nil }
    self.name = name
    path = arguments[1]
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let style = ColorChoice.auto.style
    let configuration = try Configuration.nearest(toFile: path)
    streams.warn(about: configuration.versions)
    let input = try DomainInput.read(
      path, configuration.versions, configuration.connection, limit: configuration.limit, streams)
    if name == .map { return writeMap(of: input, &streams, style) }
    switch input.domain(&streams, style: style) {
    case .failure(let refused): return refused.status
    case .success(let domain): return write(domain, of: input, &streams, style)
    }
  }

  private func write(
    _ domain: ResolvedDomain, of input: DomainInput, _ streams: inout Streams, _ style: TextStyle
  ) -> ExitStatus {
    switch name {
    case .argv: return Argv.write(domain, of: input, &streams, style)
    case .resolve: return Resolve.write(domain, of: input, &streams)
    case .map: return writeMap(of: input, &streams, style)
    }
  }

  private func writeMap(of input: DomainInput, _ streams: inout Streams, _ style: TextStyle) -> ExitStatus {
    let (map, status) = input.map(&streams, style: style)
    if let map { MapWriter.writeTable(map, &streams) }
    return status
  }
}
