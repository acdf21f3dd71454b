internal import DomainModel
internal import QEMUOptions
internal import Resolution

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
  init(_ source: UnixSource, fd: Int?, _ versions: Versions) {
    let inMilliseconds = versions.supports(.reconnectMilliseconds)
    if let fd, source.mode == .bind {
      self.fd = String(fd)
    } else {
      path = source.path ?? ""
    }
    listen(source.mode)
    // With milliseconds came a libvirt that leaves the option out for descriptors.
    if self.fd == nil || !inMilliseconds { setReconnect(source.reconnect, versions) { $0 * 1000 } }
  }

  /// A TCP socket; with TLS, `chardev` tells the name of the credentials.
  init(_ source: TCPSource, chardev: String, _ versions: Versions) {
    host = source.endpoint.host ?? ""
    port = source.endpoint.service ?? ""
    telnet = source.protocol?.type == .telnet ? true : nil
    listen(source.endpoint.mode)
    setReconnect(source.endpoint.reconnect, versions) { Int(Int32(truncatingIfNeeded: $0) &* 1000) }
    if source.endpoint.tls == .yes { tlsCredentials = TLSCredentials.id(chardev: chardev) }
  }

  private mutating func listen(_ mode: SocketMode?) {
    guard mode == .bind else { return }
    server = true
    wait = false
  }

  /// libvirt keeps the timeout in an `int` since it builds chardevs as properties, and leaves a negative number out.
  ///
  /// Source: libvirt `qemuChardevGetBackendProps`.
  /// - Parameter milliseconds: how libvirt multiplies: for unix sockets as `long long`, for tcp as `int`, which wraps around.
  private mutating func setReconnect(_ setting: Reconnect?, _ versions: Versions, milliseconds: (Int) -> Int) {
    let seconds: Int? =
      switch setting?.enabled {
      case .yes: setting?.timeout ?? 0
      case .no: 0
      case nil: nil
      }
    guard let seconds else { return }
    let isWrapped = versions.supports(.chardevProperties)
    let number = isWrapped ? Int(Int32(truncatingIfNeeded: seconds)) : seconds
    if versions.supports(.reconnectMilliseconds) {
      reconnectMilliseconds = number == -1 ? nil : Self.unlessNegative(milliseconds(number))
    } else {
      reconnect = isWrapped ? Self.unlessNegative(number) : number
    }
  }

  private static func unlessNegative(_ number: Int) -> Int? { number < 0 ? nil : number }
}
