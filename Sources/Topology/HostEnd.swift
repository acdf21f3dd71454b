internal import DomainModel
internal import Resolution

/// What a port is on the host, and who connects to whom.
public struct HostEnd: Hashable, Sendable {
  /// What QEMU does with it.
  public enum Role: String, Sendable {
    /// QEMU listens, a program on the host connects.
    case listens
    /// QEMU connects, a program on the host listens.
    case connects
    /// QEMU opens a file, a device or a terminal.
    case opens
    /// QEMU keeps it for itself or its display.
    case keeps
  }

  /// libvirt's word for it: `unix`, `tcp`, `pty`; `telnet` for TCP with that protocol.
  public let type: String
  /// What QEMU does with it.
  public let role: Role
  /// A path, or HOST:PORT; nil when it has none that is known.
  public let address: String?
  /// Whether libvirt makes up the path when the domain starts; `ID` in it stands for the domain's number then.
  public let isMadeAtStart: Bool

  private init(_ type: String, _ role: Role, _ address: String? = nil, isMadeAtStart: Bool = false) {
    self.type = type
    self.role = role
    self.address = address
    self.isMadeAtStart = isMadeAtStart
  }

  /// The host's end of a channel.
  init(_ channel: ResolvedChannel) {
    guard channel.channel.source.unix?.path == nil, let path = channel.source.unix?.path else {
      self.init(channel.source)
      return
    }
    self.init("unix", .listens, Self.withID(path), isMadeAtStart: true)
  }

  /// libvirt numbers a domain that does not run -1.
  private static func withID(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      if part.hasPrefix("-1-") { return "ID" + part.dropFirst(2) }
      return part.hasPrefix("domain--1-") ? "domain-ID" + part.dropFirst(9) : String(part)
    }.joined(separator: "/")
  }
}

extension HostEnd {
  /// What stands behind a device.
  init(_ source: ChardevSource) {
    let type = source.type
    switch source {
    case .unix(let socket): self.init(type, Role(socket.mode), socket.path)
    case .tcp(let tcp): self.init(tcp)
    case .udp(let udp): self.init(type, .opens, Self.address(of: udp))
    case .pty(let terminal): self.init(type, .opens, terminal.path)
    case .dev(let device): self.init(type, .opens, device.path)
    case .file(let file): self.init(type, .opens, file.path)
    case .pipe(let pipe): self.init(type, .opens, pipe.path.map { "\($0).in, \($0).out" })
    case .nmdm(let pair): self.init(type, .opens, pair.master)
    case .spiceport(let channel), .dbus(let channel): self.init(type, .keeps, channel.channel)
    case .null, .vc, .stdio, .spicevmc, .qemuVdagent, .other: self.init(type, .keeps)
    }
  }

  private init(_ tcp: TCPSource) {
    let type = tcp.protocol?.type == .telnet ? "telnet" : "tcp"
    self.init(type, Role(tcp.endpoint.mode), Self.address(tcp.endpoint.host, tcp.endpoint.service))
  }

  private static func address(_ host: String?, _ service: String?) -> String {
    let host = host ?? ""
    return "\(host.contains(":") ? "[\(host)]" : host):\(service ?? "")"
  }

  private static func address(of udp: UDPSource) -> String? {
    let parts = [
      udp.bind.map { "from " + address($0.host, $0.service) }, udp.connect.map { "to " + address($0.host, $0.service) },
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}

extension HostEnd.Role {
  fileprivate init(_ mode: SocketMode?) { self = mode == .bind ? .listens : .connects }
}

extension HostEnd {
  /// What it is and who does what, in a few words: `QEMU listens`, `terminal, named at start`.
  public var explanation: String {
    switch (role, type) {
    case (.listens, _): "QEMU listens"
    case (.connects, _): "QEMU connects"
    case (.opens, "pty"): "a terminal; virsh ttyconsole tells which"
    case (.opens, "udp"): "QEMU sends and receives"
    case (.opens, "file"): "QEMU writes"
    case (.opens, _): "QEMU opens"
    case (_, "spicevmc"), (_, "spiceport"): "the spice client, by its display connection"
    case (_, "qemu-vdagent"): "QEMU's own clipboard, for vnc"
    case (_, "dbus"): "a D-Bus service of the display"
    case (_, "null"): "nothing; what the guest writes is lost"
    case (_, "vc"): "a window of QEMU's display"
    case (_, "stdio"): "QEMU's standard input and output"
    default: "unknown to libvirt"
    }
  }
}
