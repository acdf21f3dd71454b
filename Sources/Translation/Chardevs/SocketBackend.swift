internal import DomainModel
internal import QEMUOptions

/// A socket: unix by its path, TCP by host and port, or one that was opened before QEMU started.
struct SocketBackend: BackendDescription, Equatable {
  var path: String?
  var host: String?
  var port: String?
  var fd: String?
  var telnet: Bool?
  var server: Bool?
  var wait: Bool?
  /// Seconds.
  var reconnect: Int?
  var reconnectMilliseconds: Int?
  var tlsCredentials: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("fd", &fd)
    coder.string("path", &path)
    coder.string("host", &host)
    coder.string("port", &port)
    coder.boolean("telnet", &telnet)
    coder.boolean("server", &server)
    coder.boolean("wait", &wait)
    coder.integer("reconnect", &reconnect)
    coder.integer("reconnect-ms", &reconnectMilliseconds)
    coder.string("tls-creds", &tlsCredentials)
  }
}

extension SocketBackend {
  /// A unix socket, or the descriptor of one that listens already.
  init(_ source: UnixSource, fd: Int?, inMilliseconds: Bool) {
    if let fd, source.mode == .bind {
      self.fd = String(fd)
    } else {
      path = source.path ?? ""
    }
    listen(source.mode)
    // With milliseconds came a libvirt that leaves the option out for descriptors.
    if self.fd == nil || !inMilliseconds { setReconnect(source.reconnect, inMilliseconds: inMilliseconds) }
  }

  /// A TCP socket; with TLS, `chardev` tells the name of the credentials.
  init(_ source: TCPSource, chardev: String, inMilliseconds: Bool) {
    host = source.endpoint.host ?? ""
    port = source.endpoint.service ?? ""
    telnet = source.protocol?.type == .telnet ? true : nil
    listen(source.endpoint.mode)
    setReconnect(source.endpoint.reconnect, inMilliseconds: inMilliseconds)
    if source.endpoint.tls == .yes { tlsCredentials = TLSCredentials.id(chardev: chardev) }
  }

  private mutating func listen(_ mode: SocketMode?) {
    guard mode == .bind else { return }
    server = true
    wait = false
  }

  private mutating func setReconnect(_ setting: Reconnect?, inMilliseconds: Bool) {
    let seconds: Int? =
      switch setting?.enabled {
      case .yes: setting?.timeout ?? 0
      case .no: 0
      case nil: nil
      }
    if inMilliseconds {
      reconnectMilliseconds = seconds.map { $0.multipliedReportingOverflow(by: 1000).partialValue }
    } else {
      reconnect = seconds
    }
  }
}
