/// The host side of a character device: the `type` of a channel, console or serial port, its `<source>`, and for tcp
/// its `<protocol>`. Each case has the settings that its type uses.
///
/// Source: libvirt `virDomainChrSourceDefParseXML` in `src/conf/domain_conf.c`.
public indirect enum ChardevSource: Hashable, Sendable {
  /// No peer: the output of the guest is discarded.
  case null
  /// A text console in the display of QEMU.
  case vc
  /// A pseudoterminal, whose path is chosen at start.
  case pty(PathSource)
  /// A device of the host.
  case dev(PathSource)
  /// A file to which the output of the guest is written.
  case file(FileSource)
  /// A pair of named pipes, `path.in` and `path.out`.
  case pipe(PathSource)
  /// QEMU's standard input and output, which have no peer when libvirt starts QEMU.
  case stdio
  /// A pair of UDP endpoints.
  case udp(UDPSource)
  /// A TCP socket.
  case tcp(TCPSource)
  /// A Unix socket.
  case unix(UnixSource)
  /// The channel of the SPICE agent; requires SPICE graphics.
  case spicevmc
  /// A named channel of the SPICE client; requires SPICE graphics.
  case spiceport(NamedChannelSource)
  /// A null modem device; BSD hosts only.
  case nmdm(NmdmSource)
  /// The clipboard agent of QEMU, without SPICE; since libvirt 8.4.0 and QEMU 6.1.
  case qemuVdagent(VdagentSource)
  /// A D-Bus service; requires D-Bus graphics. Since libvirt 8.4.0 and QEMU 7.0.
  case dbus(NamedChannelSource)
  /// A type that libvirt does not know, kept as written.
  case other(String)

  /// The value of `type=`.
  public var type: String { variant.text }

  /// The settings of a Unix socket; nil for any other type.
  public var unix: UnixSource? {
    if case .unix(let source) = self { source } else { nil }
  }
}

extension ChardevSource {
  /// The values of `type=`, in libvirt's order (`virDomainChr`).
  public enum Kind: String, Keyword {
    /// The values for the cases of ``ChardevSource``.
    case null, vc, pty, dev, file, pipe, stdio, udp, tcp, unix, spicevmc, spiceport, nmdm
    /// The clipboard agent of QEMU.
    case qemuVdagent = "qemu-vdagent"
    /// A D-Bus service.
    case dbus
  }

  /// Creates a source of a type without further settings.
  public init(_ kind: Kind) { self.init(.known(kind)) }

  /// The type; nil if libvirt does not know it.
  public var kind: Kind? {
    if case .known(let kind) = variant { kind } else { nil }
  }

  var variant: Variant<Kind> {
    switch self {
    case .null: .known(.null)
    case .vc: .known(.vc)
    case .pty: .known(.pty)
    case .dev: .known(.dev)
    case .file: .known(.file)
    case .pipe: .known(.pipe)
    case .stdio: .known(.stdio)
    case .udp: .known(.udp)
    case .tcp: .known(.tcp)
    case .unix: .known(.unix)
    case .spicevmc: .known(.spicevmc)
    case .spiceport: .known(.spiceport)
    case .nmdm: .known(.nmdm)
    case .qemuVdagent: .known(.qemuVdagent)
    case .dbus: .known(.dbus)
    case .other(let type): .other(type)
    }
  }

  init(_ variant: Variant<Kind>) {
    switch variant {
    case .known(.null): self = .null
    case .known(.vc): self = .vc
    case .known(.pty): self = .pty(PathSource())
    case .known(.dev): self = .dev(PathSource())
    case .known(.file): self = .file(FileSource())
    case .known(.pipe): self = .pipe(PathSource())
    case .known(.stdio): self = .stdio
    case .known(.udp): self = .udp(UDPSource())
    case .known(.tcp): self = .tcp(TCPSource(TCPEndpoint()))
    case .known(.unix): self = .unix(UnixSource())
    case .known(.spicevmc): self = .spicevmc
    case .known(.spiceport): self = .spiceport(NamedChannelSource())
    case .known(.nmdm): self = .nmdm(NmdmSource())
    case .known(.qemuVdagent): self = .qemuVdagent(VdagentSource())
    case .known(.dbus): self = .dbus(NamedChannelSource())
    case .other(let type): self = .other(type)
    }
  }
}

extension ChardevSource.Kind: VariantWord {
  static let table = WordTable(allCases)
}

extension ChardevSource {
  /// The `type` of the device; an absent one means `pty`, on every kind of character device.
  mutating func describeType(_ coder: inout some ElementCoder) {
    let variant = coder.variant(.type, self.variant, absent: .pty)
    if variant != self.variant { self = ChardevSource(variant) }
  }

  /// The children that belong to the type.
  mutating func describeChildren(_ coder: inout some ElementCoder) {
    switch self {
    case .pty(let source): self = .pty(coder.payload(.source, source))
    case .dev(let source): self = .dev(coder.payload(.source, source))
    case .file(let source): self = .file(coder.payload(.source, source))
    case .pipe(let source): self = .pipe(coder.payload(.source, source))
    case .udp(let source): self = .udp(coder.describing(source))
    case .tcp(let source): self = .tcp(coder.describing(source))
    case .unix(let source): self = .unix(coder.payload(.source, source))
    case .spiceport(let source): self = .spiceport(coder.payload(.source, source))
    case .nmdm(let source): self = .nmdm(coder.payload(.source, source))
    case .qemuVdagent(let source): self = .qemuVdagent(coder.payload(.source, source))
    case .dbus(let source): self = .dbus(coder.payload(.source, source))
    case .null, .vc, .stdio, .spicevmc, .other: break
    }
  }
}
