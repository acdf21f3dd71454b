internal import QEMUOptions
internal import SourceText

/// What QEMU refuses in one chardev (`qmp_chardev_validate_socket` and the `parse` functions in `chardev/`).
struct ChardevCheck {
  private(set) var faults: [QEMUFault] = []
  private let option: QEMUOption

  init(_ chardev: Chardev, _ option: QEMUOption) {
    self.option = option
    switch chardev.backend {
    case .socket(let socket): check(socket)
    case .udp(let udp): demand("port", udp.port)
    case .file(let file): demand("path", file.path)
    case .pipe(let path), .serial(let path), .parallel(let path): demand("path", path.path)
    case .spiceport(let backend), .dbus(let backend): demand("name", backend.name)
    case .spicevmc(let backend):
      if !["vdagent", "smartcard", "usbredir"].contains(backend.name) { add(.spicevmcName(backend.name), at: "name") }
    case .null, .vc, .pty, .stdio, .vdagent, .other: break
    }
  }

  private mutating func check(_ socket: SocketBackend) {
    if [socket.path, socket.host, socket.fd].compactMap({ $0 }).count > 1 { add(.manyAddresses, at: "path") }
    if socket.host != nil { demand("port", socket.port) }
    if socket.server == true { checkServer(socket) } else { checkClient(socket) }
  }

  private mutating func checkServer(_ socket: SocketBackend) {
    for key in ["reconnect", "reconnect-ms"] where option[key] != nil {
      add(.wrongSide(key: key, isServer: true), at: key)
    }
    if socket.wait != false { add(.serverWaits, at: "server") }
  }

  private mutating func checkClient(_ socket: SocketBackend) {
    if option["wait"] != nil { add(.wrongSide(key: "wait", isServer: false), at: "wait") }
    let retries = socket.reconnect ?? socket.reconnectMilliseconds ?? 0
    if retries == 0 && socket.fd == nil && option["wait"] == nil { add(.clientGivesUp, at: "backend") }
  }

  private mutating func demand(_ key: String, _ value: String?) {
    if value == nil {
      add(.incompleteChardev(backend: option["backend"]?.value.word ?? "", missing: key), at: "backend")
    }
  }

  /// Notes a fault where a key is, or at the backend when it does not.
  private mutating func add(_ kind: QEMUFault.Kind, at key: String) {
    let property = option[key]
    faults.append(
      QEMUFault(
        kind,
        at: property.map { $0.keyLocation.range?.isEmpty == false ? $0.wholeLocation : $0.valueLocation }
          ?? option.location))
  }
}

extension OptionProperty {
  /// Where key and value are.
  var wholeLocation: OptionLocation {
    guard let key = keyLocation.range, let value = valueLocation.range else { return valueLocation }
    return OptionLocation(SourceRange(min(key.lowerBound, value.lowerBound), max(key.upperBound, value.upperBound)))
  }
}
