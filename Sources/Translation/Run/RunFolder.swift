internal import DomainModel

/// The directory in which a script keeps what libvirt would keep in directories of its own.
struct RunFolder {
  /// Its path.
  let path: String
  /// The named pipes that must be made before QEMU opens them.
  private(set) var pipes: [String] = []
  /// The names that are given to devices already, and those of the sockets of displays.
  private var names: Set<String> = ["spice", "vnc"]

  init(_ path: String) { self.path = path }

  /// The path of something in it.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// The source with its sockets, files and pipes moved into the directory. A client retries until a server listens,
  /// so that QEMU starts.
  mutating func moved(_ source: ChardevSource, _ name: String) -> ChardevSource {
    switch source {
    case .unix(var socket) where socket.mode == .bind:
      socket.path = path("\(name).sock")
      return .unix(socket)
    case .unix(var socket):
      socket.reconnect = socket.reconnect?.enabled == .yes ? socket.reconnect : Self.retry
      return .unix(socket)
    case .tcp(var tcp) where tcp.endpoint.mode != .bind:
      tcp.endpoint.reconnect = tcp.endpoint.reconnect?.enabled == .yes ? tcp.endpoint.reconnect : Self.retry
      return .tcp(tcp)
    case .file(var file):
      file.path = path("\(name).out")
      return .file(file)
    case .pipe:
      let pipe = path("\(name).pipe")
      pipes += ["\(pipe).in", "\(pipe).out"]
      return .pipe(PathSource(path: pipe))
    default: return source
    }
  }

  /// A log that is in the directory.
  func moved(_ log: ChardevLog?, _ name: String) -> ChardevLog? {
    log?.file == nil ? nil : ChardevLog(file: path("\(name).log"), append: log?.append)
  }

  /// The name of a channel's files: its own, where a file may be called so and a socket's path stays short, else its alias; with a
  /// number behind it where another device has got that name.
  mutating func name(of channel: String?, alias: String) -> String {
    let wanted = plainName(of: channel) ?? alias
    let name = names.contains(wanted) ? (2...).lazy.map { "\(wanted)-\($0)" }.first { !names.contains($0) } : wanted
    names.insert(name ?? wanted)
    return name ?? wanted
  }

  private func plainName(of channel: String?) -> String? {
    guard let channel, channel.utf8.allSatisfy(\.isPlain), channel.utf8.first != UInt8(ascii: "."),
      path("\(channel).sock").utf8.count <= Self.longestSocketPath
    else { return nil }
    return channel
  }

  private static let retry = Reconnect(enabled: .yes, timeout: 1)

  /// What libvirt allows; QEMU allows one more.
  private static let longestSocketPath = 107
}

extension UInt8 {
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "._-".utf8.contains(self)
    }
  }
}
