internal import DomainModel
internal import Resolution

extension Chardev.Backend {
  /// The chardev backend of a source; nil for types that QEMU does not have, which libvirt refuses.
  /// - Parameters:
  ///   - chardev: the id of the chardev.
  ///   - fd: the file descriptor that replaces a socket.
  init?(_ source: ChardevSource, chardev: String, fd: Int?, _ versions: Versions) {
    switch source {
    case .null: self = .null
    case .vc: self = .vc
    case .pty: self = .pty
    case .stdio: self = .stdio
    case .dev(let source):
      self = .serial(PathBackend(path: source.path ?? "", word: versions.supports(.serialBackend) ? nil : "tty"))
    case .pipe(let source): self = .pipe(PathBackend(path: source.path ?? ""))
    case .file(let source): self = .file(FileBackend(path: source.path ?? "", append: source.append?.isOn))
    case .udp(let source): self = .udp(UDPBackend(source))
    case .tcp(let source): self = .socket(SocketBackend(source, chardev: chardev, versions))
    case .unix(let source): self = .socket(SocketBackend(source, fd: fd, versions))
    case .spicevmc: self = .spicevmc(NamedBackend(name: "vdagent"))
    case .spiceport(let source): self = .spiceport(NamedBackend(name: source.channel ?? ""))
    case .dbus(let source): self = .dbus(NamedBackend(name: source.channel ?? ""))
    case .qemuVdagent(let source): self = .vdagent(VdagentBackend(source))
    case .nmdm, .other: return nil
    }
  }

  /// What is different when it is behind a device of another kind.
  mutating func serve(_ device: OtherChardev.Kind) {
    switch (self, device) {
    case (.spicevmc, .smartcard): self = .spicevmc(NamedBackend(name: "smartcard"))
    case (.spicevmc, .redirdev): self = .spicevmc(NamedBackend(name: "usbredir"))
    case (.dbus(let backend), .redirdev) where backend.name?.isEmpty ?? true:
      self = .dbus(NamedBackend(name: "org.qemu.usbredir"))
    case (.serial(let backend), .parallel):
      self = .parallel(PathBackend(path: backend.path, word: backend.word.map { _ in "parport" }))
    default: break
    }
  }
}
