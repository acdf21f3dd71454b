internal import QEMUOptions
public import SourceText

/// An option of a command line that is not a controller, channel, console or port, and where its meaning belongs.
public struct RemainingOption: Hashable, Sendable {
  /// The part of domain XML that an option belongs to.
  public enum Destination: Hashable, Sendable {
    /// An element of domain XML, such as `<disk>`.
    case element(String)
    /// libvirt itself, which handles this in its own way.
    case libvirt(String)
    /// None: domain XML cannot express it. The text says what would be lost.
    case nowhere(String)
  }

  /// The option and its value.
  public let arguments: [String]
  /// The range of both.
  public let range: SourceRange
  /// The part of domain XML that it belongs to.
  public internal(set) var destination: Destination

  /// The handling of the option, as a clause.
  public var message: String {
    switch destination {
    case .element(let element): "domain XML has \(element) for this"
    case .libvirt(let what): what
    case .nowhere(let loss): "cannot be expressed in domain XML; lost without --qemu-commandline: \(loss)"
    }
  }

  /// Whether only `<qemu:commandline>` can contain the option.
  public var isLost: Bool { if case .nowhere = destination { true } else { false } }

  init(arguments: [String], range: SourceRange, name: String) {
    self.init(arguments: arguments, range: range, Self.destinations[name] ?? .nowhere("what -\(name) sets"))
  }

  init(arguments: [String], range: SourceRange, option: QEMUOption) {
    self.init(arguments: arguments, range: range, Self.destination(of: option))
  }

  init(arguments: [String], range: SourceRange, _ destination: Destination) {
    self.arguments = arguments
    self.range = range
    self.destination = destination
  }

  private static func destination(of option: QEMUOption) -> Destination {
    switch option.flag {
    case .device where option.driver?.hasPrefix("pci-serial-") ?? false: .nowhere("a card with several serial ports")
    case .device: .element(element(ofDriver: option.driver ?? ""))
    case .netdev, .nic, .net: .element("<interface>")
    case .machine: .element("<os><type machine='…'> and <features>")
    case .chardev: .libvirt("it belongs to the option that names the chardev")
    case .object: object(option["qom-type"]?.value.word ?? "")
    case .set: .nowhere("a property of another option")
    case .addFD: .libvirt("libvirt opens files and passes their descriptors itself")
    default: .nowhere("a property of all devices of a type")
    }
  }

  private static func object(_ type: String) -> Destination {
    switch type {
    case "secret", "secret_keyring": .libvirt("libvirt stores secrets itself: virsh secret-define")
    case "rng-random", "rng-builtin", "rng-egd": .element("<rng>")
    case "iothread": .element("<iothreads>")
    case "sev-guest", "sev-snp-guest", "tdx-guest", "s390-pv-guest": .element("<launchSecurity>")
    case _ where type.hasPrefix("memory-backend"): .element("<memoryBacking> or <memory>")
    case "tls-creds-x509": .libvirt("libvirt uses the certificate directories of qemu.conf")
    case _ where type.hasPrefix("tls-creds"): .nowhere("TLS with credentials other than X.509 certificates")
    default: .nowhere("the object")
    }
  }

  private static func element(ofDriver driver: String) -> String {
    let prefixes: [(String, String)] = [
      ("virtio-blk", "<disk>"), ("scsi-", "<disk>"), ("ide-", "<disk>"), ("nvme", "<disk>"), ("usb-storage", "<disk>"),
      ("virtio-net", "<interface>"), ("e1000", "<interface>"), ("rtl8139", "<interface>"), ("vfio-", "<hostdev>"),
      ("usb-host", "<hostdev>"), ("usb-redir", "<redirdev>"), ("usb-tablet", "<input>"), ("usb-kbd", "<input>"),
      ("usb-mouse", "<input>"), ("virtio-keyboard", "<input>"), ("virtio-tablet", "<input>"),
      ("virtio-input", "<input>"),
      ("virtio-vga", "<video>"), ("virtio-gpu", "<video>"), ("qxl", "<video>"), ("VGA", "<video>"),
      ("ramfb", "<video>"),
      ("virtio-balloon", "<memballoon>"), ("virtio-rng", "<rng>"), ("virtio-9p", "<filesystem>"),
      ("vhost-user-fs", "<filesystem>"), ("vhost-vsock", "<vsock>"), ("intel-hda", "<sound>"),
      ("ich9-intel-hda", "<sound>"),
      ("hda-", "<sound>"), ("tpm-", "<tpm>"), ("ccid-card", "<smartcard>"), ("i6300esb", "<watchdog>"),
      ("pvpanic", "<panic>"), ("zpci", "<zpci>"), ("vmcoreinfo", "<features><vmcoreinfo>"),
    ]
    return prefixes.first { driver.hasPrefix($0.0) }?.1 ?? "a separate element, such as <controller> or <hostdev>"
  }
}

extension RemainingOption {
  private static let destinations: [String: Destination] = {
    var destinations: [String: Destination] = [:]
    for (names, element) in elements {
      for name in names.split(separator: " ") { destinations[String(name)] = .element(element) }
    }
    for (names, reason) in ownOfLibvirt {
      for name in names.split(separator: " ") { destinations[String(name)] = .libvirt(reason) }
    }
    for (names, loss) in losses {
      for name in names.split(separator: " ") { destinations[String(name)] = .nowhere(loss) }
    }
    return destinations
  }()

  private static let elements: [(String, String)] = [
    ("drive blockdev hda hdb hdc hdd cdrom fda fdb sd mtdblock", "<disk>"), ("bios pflash L", "<os><loader>"),
    ("kernel", "<os><kernel>"), ("initrd", "<os><initrd>"), ("append", "<os><cmdline>"), ("dtb", "<os><dtb>"),
    ("boot", "<os><boot>"), ("m", "<memory>"), ("mem-path mem-prealloc", "<memoryBacking>"), ("smp", "<vcpu>"),
    ("numa", "<cpu><numa>"), ("cpu", "<cpu>"), ("accel enable-kvm no-kvm", "<domain type='kvm'>"), ("name", "<name>"),
    ("uuid", "<uuid>"), ("vnc spice display sdl curses", "<graphics>"), ("vga", "<video>"),
    ("k", "<graphics keymap='…'>"),
    ("audiodev audio soundhw", "<sound> and <audio>"), ("fsdev virtfs", "<filesystem>"), ("tpmdev", "<tpm>"),
    ("usb", "<controller type='usb'>"), ("usbdevice", "<input> or <hostdev>"), ("rtc localtime", "<clock>"),
    ("smbios", "<sysinfo type='smbios'>"), ("fw_cfg", "<sysinfo type='fwcfg'>"), ("acpitable", "<os><acpi>"),
    ("no-acpi no-hpet", "<features> and <clock>"), ("watchdog watchdog-action", "<watchdog>"),
    ("no-reboot action", "<on_reboot> and <on_poweroff>"), ("overcommit", "<memoryBacking> and <cpu>"),
  ]

  private static let ownOfLibvirt: [(String, String)] = [
    ("nodefaults no-user-config nodefconfig msg S", "libvirt always sets this"),
    ("pidfile daemonize runas chroot run-with D", "libvirt starts and logs QEMU itself"),
    ("sandbox", "libvirt has seccomp_sandbox in qemu.conf"),
    ("nographic", "a domain without <graphics> behaves like this"),
    ("no-shutdown", "libvirt handles shutdown itself"), ("incoming", "libvirt has virsh restore and virsh migrate"),
    ("loadvm", "libvirt has virsh snapshot-revert"), ("snapshot", "libvirt has <transient/> in <disk>"),
  ]

  private static let losses: [(String, String)] = [
    ("monitor qmp qmp-pretty mon", "an additional monitor (libvirt has virsh qemu-monitor-command)"),
    ("gdb s", "a server for gdb"), ("d dfilter trace singlestep one-insn-per-tb plugin", "QEMU's tracing"),
    ("readconfig", "the options in a file that could not be read"), ("icount", "counting instructions"),
    ("semihosting semihosting-config", "semihosting"), ("prom-env", "variables of OpenBIOS"),
  ]
}
