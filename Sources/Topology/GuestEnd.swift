/// The guest end of a port.
public struct GuestEnd: Hashable, Sendable {
  /// The operating systems whose device names are known.
  public enum System: String, CaseIterable, Sendable {
    case linux, windows, freebsd, openbsd, netbsd, macos
  }

  private let kind: MappedPort.Kind
  private let name: String?
  private let number: Int
  private let guestNumber: Int?
  private let unit: Int
  private let terminalNumber: Int?

  /// - Parameters:
  ///   - guestNumber: the controller's number among all virtio devices, which Linux uses.
  ///   - unit: its number among the virtio-serial controllers, which FreeBSD uses.
  ///   - terminal: the number of the console among all virtio consoles.
  init(_ port: PluggedPort, guestNumber: Int?, unit: Int, terminal: Int?) {
    kind = port.kind
    name = port.name
    number = port.number
    self.guestNumber = guestNumber
    self.unit = unit
    terminalNumber = terminal
  }
}

extension GuestEnd {
  /// Linux: `/dev/vport1p2`; nil if the number of the controller is not known.
  public var device: String? { guestNumber.map { "/dev/vport\($0)p\(number)" } }

  /// Linux: the link that udev creates, `/dev/virtio-ports/org.example.0`; nil for a port without a name.
  public var link: String? { name.map { "/dev/virtio-ports/\($0)" } }

  /// Linux: the terminal of a console, `/dev/hvc0`; nil for a channel.
  public var terminal: String? { terminalNumber.map { "/dev/hvc\($0)" } }

  /// Windows: the path that a program opens, `\\.\Global\org.example.0`; nil for a port without a name.
  public var windows: String? { kind == .channel ? name.map { #"\\.\Global\\#($0)"# } : nil }

  /// FreeBSD: `/dev/vtcon/org.example.0`, or `/dev/ttyV0.1` without a name.
  public var freebsd: String { name.map { "/dev/vtcon/\($0)" } ?? "/dev/ttyV\(base32(unit)).\(base32(number))" }

  /// NetBSD: `/dev/ttyVI01` is port 1 of the first controller, since NetBSD 11; nil beyond one digit.
  public var netbsd: String? { unit < 10 && number < 10 ? "/dev/ttyVI\(unit)\(number)" : nil }

  /// macOS: `/dev/cu.org.example.0`; nil for a port without a name.
  public var macos: String? { kind == .channel ? name.map { "/dev/cu.\($0)" } : nil }

  /// The program in the guest that uses the port, such as `qemu-ga`; nil if the name is unknown.
  public var program: String? { name.flatMap { Self.programs[$0] } }

  /// The programs that look for a port of a certain name.
  private static let programs = [
    "org.qemu.guest_agent.0": "qemu-ga", "com.redhat.spice.0": "spice-vdagentd",
    "org.spice-space.webdav.0": "spice-webdavd", "org.libguestfs.channel.0": "guestfsd",
    "com.redhat.rhevm.vdsm": "ovirt-guest-agent",
  ]

  /// Windows has services of these names. The spice agent's is vdservice.exe, whose service was called vdservice before 0.10.
  private static let windowsServices = [
    "org.qemu.guest_agent.0": "QEMU-GA service", "com.redhat.spice.0": "spice-agent service",
    "org.spice-space.webdav.0": "spice-webdavd service", "com.redhat.rhevm.vdsm": "OVirtGuestService service",
  ]

  /// The program in the guest that uses the port, or nil; a console needs a getty, or the `console=` parameter of
  /// Linux. On BSD systems and macOS, only the QEMU guest agent is available.
  public func program(in system: System) -> String? {
    switch system {
    case .linux: terminalNumber.map { "getty or console=hvc\($0)" } ?? program
    case .windows: name.flatMap { Self.windowsServices[$0] }
    case .freebsd, .netbsd, .macos: terminalNumber == nil ? program.flatMap { $0 == "qemu-ga" ? $0 : nil } : "getty"
    case .openbsd: nil
    }
  }

  /// The path that a program in the guest opens; nil if there is none or it is not known.
  public func path(in system: System) -> String? {
    switch system {
    case .linux: terminal ?? link ?? device
    case .windows: windows
    case .freebsd: freebsd
    // OpenBSD's kernel is built without its driver, which knows one port alone.
    case .openbsd: nil
    case .netbsd: netbsd
    case .macos: macos
    }
  }
}

/// FreeBSD writes unit numbers in base 32 (sys/kern/kern_conf.c, `%r` in `make_dev`).
private func base32(_ number: Int) -> String { String(number, radix: 32) }
