internal import DomainModel

extension ChardevSource {
  /// The source of a domain that prints as this backend; nil if there is none.
  init?(_ backend: Chardev.Backend, _ unmapped: inout [UnmappedOption.Kind]) {
    switch backend {
    case .null: self = .null
    case .vc: self = .vc
    case .pty: self = .pty(PathSource())
    case .stdio: self = .stdio
    case .serial(let backend): self = .dev(PathSource(path: backend.path))
    case .pipe(let backend): self = .pipe(PathSource(path: backend.path))
    case .file(let backend):
      noteDescriptorSet(backend.path, &unmapped)
      self = .file(FileSource(path: backend.path, append: backend.append.map(OnOff.init)))
    case .socket(let backend): self.init(socket: backend, &unmapped)
    case .udp(let backend): self = .udp(UDPSource(backend))
    case .spicevmc(let backend) where backend.name == "vdagent": self = .spicevmc
    case .spiceport(let backend): self = .spiceport(NamedChannelSource(channel: backend.name))
    case .dbus(let backend): self = .dbus(NamedChannelSource(channel: backend.name))
    case .vdagent(let backend): self = .qemuVdagent(VdagentSource(backend))
    case .parallel, .spicevmc, .other: return nil
    }
  }

  private init(socket: SocketBackend, _ unmapped: inout [UnmappedOption.Kind]) {
    if let host = socket.host {
      self = .tcp(TCPSource(host, socket, &unmapped))
    } else {
      self = .unix(UnixSource(socket, &unmapped))
    }
  }
}

/// Notes a path that refers to a descriptor set.
func noteDescriptorSet(_ path: String?, _ unmapped: inout [UnmappedOption.Kind]) {
  if let path, path.hasPrefix("/dev/fdset/") { unmapped.append(.descriptor(path)) }
}

extension UnixSource {
  fileprivate init(_ socket: SocketBackend, _ unmapped: inout [UnmappedOption.Kind]) {
    self.init(mode: SocketMode(socket), path: socket.path, reconnect: Reconnect(socket, &unmapped))
    if let fd = socket.fd { unmapped.append(.descriptor("descriptor \(fd)")) }
    if socket.telnet == true { unmapped.append(.property(key: "telnet", of: "a unix socket")) }
  }
}

extension TCPSource {
  fileprivate init(_ host: String, _ socket: SocketBackend, _ unmapped: inout [UnmappedOption.Kind]) {
    self.init(
      TCPEndpoint(
        mode: SocketMode(socket), host: host, service: socket.port, tls: socket.tlsCredentials.map { _ in .yes }),
      protocol: TCPProtocol(socket.telnet == true ? .telnet : .raw))
    endpoint.reconnect = Reconnect(socket, &unmapped)
  }
}

extension SocketMode {
  fileprivate init(_ socket: SocketBackend) { self = socket.server == true ? .bind : .connect }
}

extension Reconnect {
  fileprivate init?(_ socket: SocketBackend, _ unmapped: inout [UnmappedOption.Kind]) {
    let milliseconds = socket.reconnectMilliseconds ?? 0
    if milliseconds % 1000 != 0 { unmapped.append(.milliseconds(milliseconds)) }
    guard let seconds = socket.reconnect ?? socket.reconnectMilliseconds.map({ $0 / 1000 + ($0 % 1000).signum() })
    else {
      return nil
    }
    self.init(enabled: YesNo(seconds > 0), timeout: seconds > 0 ? seconds : nil)
  }
}

extension UDPSource {
  fileprivate init(_ backend: UDPBackend) {
    let bind = UDPEndpoint(mode: .bind, host: backend.localaddr.nonEmpty, service: backend.localport.nonEmpty)
    let isBound = bind.host != nil || bind.service != nil && bind.service != "0"
    let connect = UDPEndpoint(mode: .connect, host: backend.host.nonEmpty, service: backend.port.nonEmpty)
    self.init((isBound ? [bind] : []) + [connect])
  }
}

extension VdagentSource {
  fileprivate init(_ backend: VdagentBackend) {
    self.init(
      clipboard: backend.clipboard.map { Clipboard(copypaste: YesNo($0)) },
      mouse: backend.mouse.map { Mouse(mode: $0 ? .client : .server) })
  }
}

extension String? {
  fileprivate var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
