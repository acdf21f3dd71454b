internal import DomainModel
internal import Resolution

/// What a serial or parallel port, or an s390 operator console, is in the guest.
struct SerialEnd: Hashable, Sendable {
  /// The kinds that guests tell apart.
  enum Kind: Hashable, Sendable {
    /// A UART of a PC, by the number of its I/O address, from 0.
    case isa(Int)
    /// A UART on PCI; which numbers Linux may give it depends on how many ports its kernel is built for.
    case pci([Int])
    /// A USB adapter, by its number among them.
    case usb(Int)
    /// An integrated UART of the board, which is a PL011 on ARM.
    case board(Int, isARM: Bool)
    /// A port of the Zilog controller of a Power Mac.
    case zilog(Int)
    /// A terminal of a pseries machine, by its number among them.
    case vty(Int)
    /// An operator console of an s390 machine: full-screen or line mode.
    case sclp(isLineMode: Bool)
    /// The port of a PC to which firmware writes.
    case debug(address: Int)
    case parallel(Int)
    /// A UART that the machine does not have.
    case absent
  }

  let kind: Kind

  init(_ kind: Kind) { self.kind = kind }
}

extension SerialEnd {
  /// The path that a program in the guest opens; nil if there is none or it is not known.
  func path(in system: GuestEnd.System) -> String? {
    switch system {
    case .linux: linux.isEmpty ? port : linux.map { "/dev/\($0)" }.joined(separator: " or ")
    case .windows: windows ?? port
    case .freebsd: freeBSD.map { "/dev/\($0)" } ?? port
    case .openbsd: (openBSD ?? Self.parallel(kind)).map { "/dev/\($0)" } ?? port
    case .netbsd: (netBSD ?? Self.parallel(kind)).map { "/dev/\($0)" } ?? port
    case .macos: macOS.map { "/dev/\($0)" } ?? port
    }
  }

  /// The program in the guest that uses the port: one that serves a terminal, or the kernel.
  func program(in system: GuestEnd.System) -> String? {
    switch kind {
    case .debug: "the firmware writes its log there"
    case .parallel, .absent: nil
    default:
      switch system {
      case .linux: console.map { "getty or console=\($0)" } ?? "getty"
      case .freebsd, .openbsd, .netbsd: path(in: system) == nil ? nil : "getty"
      case .windows, .macos: nil
      }
    }
  }

  /// The I/O port of a debug device, which no system makes a device of.
  private var port: String? {
    if case .debug(let address) = kind { "I/O port 0x\(String(address, radix: 16))" } else { nil }
  }

  /// Linux, without `/dev/`; several where it depends on the kernel. Seen with Linux 6.1.
  private var linux: [String] {
    switch kind {
    case .isa(let number): ["ttyS\(number)"]
    case .pci(let numbers): numbers.map { "ttyS\($0)" }
    case .usb(let number): ["ttyUSB\(number)"]
    case .board(let number, let isARM): [isARM ? "ttyAMA\(number)" : "ttyS\(number)"]
    case .zilog(let number): ["ttyPZ\(number)"]
    case .vty(let number): ["hvc\(number)"]
    case .sclp(let isLineMode): [isLineMode ? "sclp_line0" : "ttysclp0"]
    case .parallel(let number): ["lp\(number)"]
    case .debug, .absent: []
    }
  }

  /// Linux: what `console=` calls it (s390: Documentation/arch/s390/3270.rst and drivers/s390/char/sclp_*.c); nil where that depends on
  /// the kernel.
  private var console: String? {
    switch kind {
    case .sclp(let isLineMode): isLineMode ? "ttyS0" : "ttyS1"
    default: linux.count == 1 ? linux[0] : nil
    }
  }

  private var windows: String? {
    switch kind {
    case .isa(let number): "COM\(number + 1)"
    case .parallel(let number): "LPT\(number + 1)"
    default: nil
    }
  }

  /// FreeBSD numbers UARTs in base 32, as its virtio ports; the terminals of a pseries machine are UARTs too
  /// (sys/powerpc/pseries/phyp_console.c).
  private var freeBSD: String? {
    switch kind {
    case .isa(let number), .board(let number, _), .zilog(let number), .vty(let number):
      "ttyu\(String(number, radix: 32))"
    case .usb(let number): "ttyU\(String(number, radix: 32))"
    case .parallel(let number): "lpt\(number)"
    default: nil
    }
  }

  /// OpenBSD: the driver of ARM's UART takes the names of com(4) (sys/dev/ic/pluart.c); etc.macppc/ttys has those of a Power Mac.
  private var openBSD: String? {
    switch kind {
    case .isa(let number) where number < 10, .board(let number, _) where number < 10: "tty0\(number)"
    case .zilog(let number): number == 0 ? "ttya" : "ttyb"
    case .usb(let number): "ttyU\(number)"
    default: nil
    }
  }

  /// NetBSD: plcom(4) is ARM's UART; the ports of a Power Mac are called as those of a PC (etc.macppc/MAKEDEV.conf).
  private var netBSD: String? {
    switch kind {
    case .board(let number, isARM: true): "plcom\(number)"
    case .zilog(let number): "tty0\(number)"
    default: openBSD
    }
  }

  private var macOS: String? {
    if case .isa(let number) = kind { "cu.serial\(number + 1)" } else { nil }
  }

  private static func parallel(_ kind: Kind) -> String? {
    if case .parallel(let number) = kind { "lpt\(number)" } else { nil }
  }
}
