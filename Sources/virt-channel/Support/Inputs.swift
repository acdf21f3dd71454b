internal import Files
internal import LibvirtHost

/// One input of a run.
enum Input: Sendable {
  /// What came from standard input, under the name it is shown with.
  case bytes([UInt8], name: String)
  /// A file that was named.
  case named(String)
  /// A file that was found in a folder; it may be anything.
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

  /// Its bytes.
  func read(limit: Int) throws(FileError) -> [UInt8] {
    switch self {
    case .bytes(let bytes, _), .domain(let bytes, _): bytes
    case .named(let path), .found(let path): try FileInput.read(path, limit: limit)
    }
  }
}

/// The inputs that paths stand for.
struct Inputs {
  private(set) var all = InputList()
  /// Folders and streams that could not be read.
  private(set) var unreadable: [FileError] = []

  /// Takes files as they are, looks into folders, and reads standard input for `-` or when there are no paths. From here on
  /// Ctrl-C ends the run between two files.
  init(_ paths: [String], stdinName: String = "<stdin>", limit: Int, _ streams: Streams) {
    Interruption.listen()
    for path in paths.isEmpty ? ["-"] : paths {
      if path == "-" { addStandardInput(named: stdinName, limit, streams) } else { add(path) }
    }
  }

  /// No inputs yet.
  init() { Interruption.listen() }

  mutating func append(_ input: Input) { all.append(input) }

  mutating func note(_ error: FileError) { unreadable.append(error) }

  private mutating func addStandardInput(named name: String, _ limit: Int, _ streams: Streams) {
    do throws(FileError) {
      all.append(.bytes(try streams.readInput(limit), name: name))
    } catch {
      unreadable.append(error)
    }
  }

  private mutating func add(_ path: String) {
    guard let walk = FolderWalk(path) else { return all.append(.named(path)) }
    all.append(found: walk.files)
    unreadable += walk.errors
  }
}
