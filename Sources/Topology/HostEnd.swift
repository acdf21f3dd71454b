internal import DomainModel
internal import Resolution

/// The host end of a port, and the side that connects.
public struct HostEnd: Hashable, Sendable {
  /// The role of QEMU.
  public enum Role: String, Sendable {
    /// QEMU listens, and a program on the host connects.
    case listens
    /// QEMU connects, and a program on the host listens.
    case connects
    /// QEMU opens a file, a device or a terminal.
    case opens
    /// QEMU itself or its display is the peer.
    case keeps
  }

  /// The location on the host.
  public enum Endpoint: Hashable, Sendable {
    /// A path in the file system.
    case path(String)
    /// A path that libvirt generates when the domain starts: the id of the domain is between these parts.
    case numbered(before: String, after: String)
    /// A TCP port, by number or name.
    case tcp(host: String, service: String)
    /// A named endpoint of another type, or several endpoints.
    case words(String)
    /// None, or known only while QEMU is running.
    case unknown
  }

  /// The type in libvirt, such as `unix`, `tcp` or `pty`; `telnet` for TCP with that protocol.
  public let type: String
  /// The role of QEMU.
  public let role: Role
  /// The location on the host.
  public let endpoint: Endpoint

  private init(_ type: String, _ role: Role, _ endpoint: Endpoint = .unknown) {
    self.type = type
    self.role = role
    self.endpoint = endpoint
  }

  /// The endpoint in one line, with `ID` for the id of the running domain; nil if it has no address.
  public var address: String? {
    switch endpoint {
    case .path(let path): path
    case .numbered(let before, let after): before + "ID" + after
    case .tcp(let host, let service): "\(host.contains(":") ? "[\(host)]" : host):\(service)"
    case .words(let words): words
    case .unknown: nil
    }
  }

  /// Whether libvirt generates the path when the domain starts.
  public var isMadeAtStart: Bool {
    if case .numbered = endpoint { true } else { false }
  }
}

extension HostEnd {
  /// The host's end of a channel.
  init(_ channel: ResolvedChannel) {
    guard channel.channel.source.unix?.path == nil, let path = channel.source.unix?.path else {
      self.init(channel.source)
      return
    }
    self.init("unix", .listens, Self.numbered(path))
  }

  /// The host end of a channel of a running domain, whose XML has the path of the socket that libvirt created.
  init(_ channel: ResolvedChannel, written: Channel, runningAs id: Int) {
    let end = HostEnd(channel)
    guard case .numbered(let before, let after) = end.endpoint else {
      self = end
      return
    }
    self.init(end.type, end.role, .path(written.source.unix?.path ?? "\(before)\(id)\(after)"))
  }

  /// libvirt numbers a domain that does not run -1, and has that once in the directories of its own.
  private static func numbered(_ path: String) -> Endpoint {
    for mark in ["/domain-", "/"] {
      let parts = path.split(separator: "\(mark)-1-", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { return .numbered(before: parts[0] + mark, after: "-" + parts[1]) }
    }
    return .path(path)
  }

  /// What is behind a device.
  init(_ source: ChardevSource) {
    let type = source.type
    switch source {
    case .unix(let socket): self.init(type, Role(socket.mode), Endpoint(path: socket.path))
    case .tcp(let tcp): self.init(tcp)
    case .udp(let udp): self.init(type, .opens, Endpoint(udp))
    case .pty(let source), .dev(let source): self.init(type, .opens, Endpoint(path: source.path))
    case .file(let file): self.init(type, .opens, Endpoint(path: file.path))
    case .pipe(let pipe):
      self.init(type, .opens, pipe.path.map { .words("\($0).in and \($0).out, or \($0) without these") } ?? .unknown)
    case .nmdm(let pair): self.init(type, .opens, Endpoint(path: pair.master))
    case .spiceport(let source), .dbus(let source):
      self.init(type, .keeps, source.channel.map(Endpoint.words) ?? .unknown)
    case .null, .vc, .stdio, .spicevmc, .qemuVdagent, .other: self.init(type, .keeps)
    }
  }

  /// What is behind a device that is shown as its XML states it.
  /// - Parameter isRunning: whether the domain runs; if not, libvirt ignores the path of a pseudoterminal.
  init(asWritten source: ChardevSource, isRunning: Bool) {
    if case .pty = source, !isRunning { self.init(.pty(PathSource())) } else { self.init(source) }
  }

  private init(_ tcp: TCPSource) {
    let type = tcp.protocol?.type == .telnet ? "telnet" : "tcp"
    let end = tcp.endpoint
    self.init(type, Role(end.mode), .tcp(host: end.host ?? "", service: end.service ?? ""))
  }
}

extension HostEnd.Role {
  fileprivate init(_ mode: SocketMode?) { self = mode == .bind ? .listens : .connects }
}

extension HostEnd.Endpoint {
  fileprivate init(path: String?) { self = path.map(HostEnd.Endpoint.path) ?? .unknown }

  fileprivate init(_ udp: UDPSource) {
    let ends = [udp.bind.map { ("from", $0) }, udp.connect.map { ("to", $0) }].compactMap { $0 }
    self = .words(ends.map { "\($0) \($1.host ?? ""):\($1.service ?? "")" }.joined(separator: ", "))
  }
}

extension HostEnd {
  /// The role in a few words, such as `QEMU listens`.
  public var explanation: String {
    switch (role, type) {
    case (.listens, _): "QEMU listens"
    case (.connects, _): "QEMU connects"
    case (.opens, "pty"): address == nil ? "a terminal; its path is in the XML of the running domain" : "a terminal"
    case (.opens, "udp"): "QEMU sends and receives"
    case (.opens, "file"): "virtlogd writes as root, mode 0600"
    case (.opens, _): "QEMU opens"
    case (_, "spicevmc"), (_, "spiceport"): "the SPICE client, through its display connection"
    case (_, "qemu-vdagent"): "the clipboard of QEMU, for VNC"
    case (_, "dbus"): "a D-Bus service of the display"
    case (_, "null"): "nothing; output of the guest is discarded"
    case (_, "vc"): "a window of the QEMU display"
    case (_, "stdio"): "QEMU's standard input and output"
    default: "unknown to libvirt"
    }
  }

  /// The type, the address and the role: `unix:/run/vm.sock (QEMU listens)`.
  public var text: String { address.map { "\(type):\($0) (\(explanation))" } ?? "\(type): \(explanation)" }
}
