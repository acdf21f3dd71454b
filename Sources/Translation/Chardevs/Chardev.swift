internal import QEMUOptions

/// A character device as QEMU sees it.
///
/// Source: libvirt `qemuBuildChardevStr`, later `qemuChardevGetBackendProps`; QEMU `chardev/char.c`.
struct Chardev: OptionDescription, Equatable {
  static let flag = OptionFlag.chardev

  var backend = Backend.null
  var id: String?
  var logfile: String?
  var logappend: Bool?

  mutating func describe(_ coder: inout some PropertyCoder) {
    var word = backend.word
    coder.string("backend", &word)
    if word != backend.word { backend = Backend(word) }
    coder.string("id", &id)
    backend.describe(&coder)
    coder.string("logfile", &logfile)
    coder.boolean("logappend", &logappend)
  }
}

extension Chardev {
  /// The kinds of character device, each with all that belongs to it.
  indirect enum Backend: Equatable {
    case null, vc, pty, stdio
    case serial(PathBackend)
    case parallel(PathBackend)
    case pipe(PathBackend)
    case file(FileBackend)
    case socket(SocketBackend)
    case udp(UDPBackend)
    case spicevmc(NamedBackend)
    case spiceport(NamedBackend)
    case dbus(NamedBackend)
    case vdagent(VdagentBackend)
    /// A backend that no domain has, such as `ringbuf`.
    case other(String)
  }
}

extension Chardev.Backend {
  /// What QEMU calls it.
  var word: String {
    switch self {
    case .null: "null"
    case .vc: "vc"
    case .pty: "pty"
    case .stdio: "stdio"
    case .serial(let backend): backend.word ?? "serial"
    case .parallel(let backend): backend.word ?? "parallel"
    case .pipe: "pipe"
    case .file: "file"
    case .socket: "socket"
    case .udp: "udp"
    case .spicevmc: "spicevmc"
    case .spiceport: "spiceport"
    case .dbus: "dbus"
    case .vdagent: "qemu-vdagent"
    case .other(let word): word
    }
  }

  /// The kind by its name.
  init(_ word: String) {
    switch word {
    case "null": self = .null
    case "vc": self = .vc
    case "pty": self = .pty
    case "stdio": self = .stdio
    case "serial", "tty": self = .serial(PathBackend(word: word))
    case "parallel", "parport": self = .parallel(PathBackend(word: word))
    case "pipe": self = .pipe(PathBackend())
    case "file": self = .file(FileBackend())
    case "socket": self = .socket(SocketBackend())
    case "udp": self = .udp(UDPBackend())
    case "spicevmc": self = .spicevmc(NamedBackend())
    case "spiceport": self = .spiceport(NamedBackend())
    case "dbus": self = .dbus(NamedBackend())
    case "qemu-vdagent": self = .vdagent(VdagentBackend())
    default: self = .other(word)
    }
  }

  mutating func describe(_ coder: inout some PropertyCoder) {
    switch self {
    case .serial(let backend): self = .serial(coder.describing(backend))
    case .parallel(let backend): self = .parallel(coder.describing(backend))
    case .pipe(let backend): self = .pipe(coder.describing(backend))
    case .file(let backend): self = .file(coder.describing(backend))
    case .socket(let backend): self = .socket(coder.describing(backend))
    case .udp(let backend): self = .udp(coder.describing(backend))
    case .spicevmc(let backend): self = .spicevmc(coder.describing(backend))
    case .spiceport(let backend): self = .spiceport(coder.describing(backend))
    case .dbus(let backend): self = .dbus(coder.describing(backend))
    case .vdagent(let backend): self = .vdagent(coder.describing(backend))
    case .null, .vc, .pty, .stdio, .other: break
    }
  }
}

/// What belongs to one kind of character device.
protocol BackendDescription {
  /// Names every property, in libvirt's order.
  mutating func describe(_ coder: inout some PropertyCoder)
}

extension PropertyCoder {
  /// The backend as its description leaves it.
  fileprivate mutating func describing<Backend: BackendDescription>(_ backend: Backend) -> Backend {
    var backend = backend
    backend.describe(&self)
    return backend
  }
}
