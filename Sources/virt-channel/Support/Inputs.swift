internal import Files
internal import LibvirtHost

/// One input of a run.
enum Input: Sendable {
  /// Standard input, with its displayed name.
  case bytes([UInt8], name: String)
  /// A file that is an argument.
  case named(String)
  /// A file that was found in a directory, of any content.
  case found(String)
  /// A domain of a libvirt.
  case domain([UInt8], HostDomain)

  /// The name it is shown with.
  var name: String {
    switch self {
    case .bytes(_, let name), .named(let name), .found(let name): name
    case .domain(_, let domain): domain.name
    }
  }

  /// The path of its file; nil if there is none.
  var path: String? {
    switch self {
    case .bytes, .domain: nil
    case .named(let path), .found(let path): path
    }
  }

  /// Its bytes.
  func read(limit: Int) throws(FileError) -> [UInt8] {
    switch self {
    case .bytes(let bytes, _), .domain(let bytes, _): bytes
    case .named(let path), .found(let path): try FileInput.read(path, limit: limit)
    }
  }
}

/// The inputs at the paths.
struct Inputs {
  private(set) var all = InputList()
  /// Directories and streams that could not be read.
  private(set) var unreadable: [FileError] = []
  /// The files that are left alone, because a symbolic link leads to them out of a directory that was named.
  private(set) var outside: [String] = []
  /// The symbolic links to directories that were not followed.
  private var directoryLinks: [String] = []
  /// The domains of which the running state was requested, but that are shut off.
  private var shutOff: [String] = []

  /// Takes files as they are, looks into directories, and reads standard input for `-` or when there are no paths. From here on
  /// Ctrl-C ends the run between two files. An input that is named more than once is taken once.
  /// - Parameter leaving: whether symbolic links are followed out of directories.
  init(
    _ paths: [String], stdinName: String = "<stdin>", limit: Int, leaving: Bool = true, _ streams: Streams
  ) {
    Interruption.listen()
    var isInputRead = false
    for path in paths.isEmpty ? ["-"] : paths where path != "-" || !isInputRead {
      isInputRead = isInputRead || path == "-"
      if path == "-" { addStandardInput(named: stdinName, limit, streams) } else { add(path, leaving) }
    }
    if paths.count > 1 { all.removeRepetitions() }
  }

  /// No inputs yet.
  init() { Interruption.listen() }

  mutating func append(_ input: Input) { all.append(input) }

  /// Takes out the files that their configuration excludes.
  mutating func removeExcluded(by plans: RunPlan) {
    guard plans.excludesFiles else { return }
    all.keep { input in !(input.path.map { plans.plan(for: input).excludes($0) } ?? false) }
  }

  mutating func note(_ error: FileError) { unreadable.append(error) }

  /// Notes a domain whose configuration is read, because it does not run.
  mutating func note(shutOff domain: HostDomain) { shutOff.append(domain.name) }

  /// Reports what was not read as requested: symbolic links to directories that were not followed, and domains that do not run.
  func complain(_ streams: inout Streams) {
    if !directoryLinks.isEmpty {
      streams.complain(
        "skipped symbolic links to directories: \(Self.beginning(of: directoryLinks)); give a directory by name to read it"
      )
    }
    guard let first = shutOff.first else { return }
    streams.complain(
      shutOff.count == 1
        ? "note: domain '\(first)' is shut off, so --live shows its configuration"
        : "note: \(shutOff.count) domains are shut off, so --live shows their configuration: \(Self.beginning(of: shutOff))"
    )
  }

  private static func beginning(of names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }

  private mutating func addStandardInput(named name: String, _ limit: Int, _ streams: Streams) {
    do throws(FileError) {
      all.append(.bytes(try streams.readInput(limit), name: name))
    } catch {
      unreadable.append(error)
    }
  }

  private mutating func add(_ path: String, _ leaving: Bool) {
    guard let walk = FolderWalk(path, leaving: leaving) else { return all.append(.named(path)) }
    all.append(found: walk.files)
    unreadable += walk.errors
    outside += walk.outside
    directoryLinks += walk.directoryLinks
  }
}
