internal import DomainModel
internal import Files
internal import LintRules
internal import Reports
internal import Resolution
internal import SourceText
internal import Topology
internal import XMLTree

/// A domain with its map.
struct MappedDomain {
  let input: DomainInput
  let map: ChannelMap
}

/// Reads the domains that `map` shows.
struct MapReader {
  private let options: DomainOptions
  private var host: OpenHost?
  /// The versions of configurations that were already warned about.
  private var seen: Set<Versions> = []
  /// Whether there may be several domains.
  private(set) var isSeveral = false
  /// The worst so far.
  private(set) var status = ExitStatus.clean

  init(_ options: DomainOptions) { self.options = options }

  /// The files at the paths, or the domains of a libvirt.
  mutating func inputs(_ paths: [String], _ streams: Streams) throws -> Inputs {
    var inputs: Inputs
    if options.domains.connect != nil, let opened = try options.domains.open() {
      host = opened
      inputs = try opened.inputs(options.domains.selection(paths))
      isSeveral = inputs.all.count > 1
    } else {
      inputs = Inputs(paths, limit: try options.configuration(for: nil).limit, streams)
      isSeveral = paths.count > 1 || inputs.all.contains { if case .found = $0 { true } else { false } }
    }
    if let error = inputs.unreadable.first, !isSeveral { throw error }
    for error in inputs.unreadable { note(error, streams) }
    return inputs
  }

  /// A number of inputs, as words.
  func counted(_ inputs: Int) -> String { inputs.counted(host == nil ? "file" : "domain") }

  /// The domain of an input; nil for one that holds none, which is said unless it was found in a directory.
  mutating func read(_ input: Input, _ streams: inout Streams) throws -> MappedDomain? {
    let read: DomainInput
    do throws(FileError) {
      read = try checked(input, &streams)
    } catch {
      guard isSeveral else { throw error }
      note(error, streams)
      return nil
    }
    if case .found = input, read.checked.domain == nil { return nil }
    let (map, status) = read.map(&streams, style: options.display.style)
    self.status = max(self.status, status)
    return map.map { MappedDomain(input: read, map: $0) }
  }

  /// An input, read and checked as its libvirt or its configuration says.
  private mutating func checked(_ input: Input, _ streams: inout Streams) throws(FileError) -> DomainInput {
    if let host {
      let limit = options.input.limit()
      return DomainInput(
        try input.read(limit: limit), name: input.name, host.versions(options.versions), host.connection, limit: limit)
    }
    let configuration = try options.configuration(for: input.path)
    if seen.insert(configuration.versions).inserted { streams.warn(about: configuration.versions) }
    return DomainInput(
      try input.read(limit: configuration.limit), name: input.name, configuration.versions, configuration.connection,
      limit: configuration.limit)
  }

  private mutating func note(_ error: FileError, _ streams: Streams) {
    var streams = streams
    streams.complain(error)
    status = .unusable
  }
}

extension DomainInput {
  /// The map of the domain, also of one that libvirt refuses: the findings that say so are shown, and the devices marked.
  func map(_ streams: inout Streams, style: TextStyle) -> (ChannelMap?, ExitStatus) {
    let refused: ExitStatus
    switch domain(&streams, style: style) {
    case .success: refused = .clean
    case .failure(let failure): refused = failure.status
    }
    guard let resolved = checked.resolved, checked.document.problems.isEmpty, checked.refusal == nil else {
      return (nil, refused)
    }
    if let status = refuseTemplate(&streams) { return (nil, max(refused, status)) }
    let errors = checked.diagnostics.filter { $0.severity == .error }
    return (ChannelMap(resolved, runningAs: resolved.domain.header.id, marking: errors), refused)
  }
}
