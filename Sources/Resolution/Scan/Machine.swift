internal import SourceText

/// The machine of a domain: its integrated devices, and the defaults of libvirt.
///
/// Source: libvirt `qemuDomainDefAddDefaultDevices`, `qemuDomainSupportsPCI` and the `qemuDomainIs…` functions of
/// `src/qemu/qemu_domain.c`.
public struct Machine: Hashable, Sendable {
  /// The families of machine types that libvirt treats in the same way.
  public enum Family: Hashable, Sendable {
    case i440fx, q35, armVirt, riscvVirt, loongArchVirt, vexpress, pseries, s390CCW, other
  }

  /// The architecture, such as `x86_64`.
  public let architecture: String
  /// The machine type, such as `pc` or `pc-q35-7.2`.
  public let type: String
  /// The family of the machine type.
  public let family: Family
  private let hasVirtSCSIDefault: Bool
  private let hasVirtUSBDefault: Bool
  private let refusesWithoutPCI: Bool
  private let knowsLoongArch: Bool

  /// Creates a machine. Values that are nil get the default of libvirt: the architecture of the host, which is assumed to be x86_64,
  /// and the default machine type of an architecture.
  public init(architecture: String?, type: String?, versions: Versions = .newest) {
    let architecture = architecture ?? "x86_64"
    self.architecture = architecture
    self.type = type ?? Self.preferred[architecture] ?? "none"
    knowsLoongArch = versions.supports(.loongArch)
    let family = Self.family(architecture, self.type)
    self.family = family == .loongArchVirt && !versions.supports(.loongArch) ? .other : family
    hasVirtSCSIDefault = versions.supports(.virtSCSIDefault)
    hasVirtUSBDefault = versions.supports(.virtUSBDefault)
    refusesWithoutPCI = versions.supports(.placesWithoutPCI)
  }

  private static let preferred = [
    "i686": "pc", "x86_64": "pc", "ppc64": "pseries", "ppc64le": "pseries", "s390x": "s390-ccw-virtio",
    "armv7l": "integratorcp", "aarch64": "integratorcp", "riscv32": "spike_v1.10", "riscv64": "spike_v1.10",
  ]

  private static func family(_ architecture: String, _ type: String) -> Family {
    families.first { $0.architectures.contains(architecture) && $0.names(type) }?.family ?? .other
  }

  private struct Rule {
    let family: Family
    let architectures: [String]
    var exact: [String] = []
    var prefixes: [String] = []

    func names(_ type: String) -> Bool { exact.contains(type) || prefixes.contains { type.begins(with: $0) } }
  }

  private static let x86 = ["i686", "x86_64"]
  private static let arm = ["armv6l", "armv7l", "aarch64"]
  private static let riscv = ["riscv32", "riscv64"]
  private static let ppc64 = ["ppc64", "ppc64le"]
  private static let s390 = ["s390", "s390x"]

  private static let families = [
    Rule(family: .q35, architectures: x86, exact: ["q35"], prefixes: ["pc-q35-"]),
    Rule(family: .i440fx, architectures: x86, exact: ["pc"], prefixes: ["pc-0.", "pc-1.", "pc-i440fx-", "rhel"]),
    Rule(family: .armVirt, architectures: arm, exact: ["virt"], prefixes: ["virt-"]),
    Rule(family: .vexpress, architectures: arm, prefixes: ["vexpress-"]),
    Rule(family: .riscvVirt, architectures: riscv, exact: ["virt"], prefixes: ["virt-"]),
    Rule(family: .loongArchVirt, architectures: ["loongarch64"], exact: ["virt"], prefixes: ["virt-"]),
    Rule(family: .pseries, architectures: ppc64, exact: ["pseries"], prefixes: ["pseries-"]),
    Rule(family: .s390CCW, architectures: s390, prefixes: ["s390-ccw"]),
  ]
}

extension Machine {
  /// Whether it is a PC.
  package var isX86: Bool { Self.x86.contains(architecture) }
  /// Whether it is an IBM mainframe.
  package var isS390: Bool { Self.s390.contains(architecture) }
  /// Whether it is an ARM machine, of 32 or 64 bits.
  package var isARM: Bool { Self.arm.contains(architecture) }

  private var isVirt: Bool { [.armVirt, .riscvVirt, .loongArchVirt].contains(family) }
  private var isRISCV: Bool { Self.riscv.contains(architecture) }
  /// Whether it is a LoongArch machine to a libvirt that knows them.
  private var isLoongArch: Bool { knowsLoongArch && architecture == "loongarch64" }
  private var isPPC64: Bool { Self.ppc64.contains(architecture) }

  /// The root bus that libvirt adds when the domain has none.
  var rootBus: PCIModel? {
    switch family {
    case .armVirt where architecture == "armv6l" && !refusesWithoutPCI: nil
    case .q35, .armVirt, .riscvVirt, .loongArchVirt: .pcieRoot
    case .i440fx, .pseries, .s390CCW: .root
    case .vexpress: nil
    case .other: isLoongArch ? .pcieRoot : hasConventionalRoot ? .root : nil
    }
  }

  /// Whether libvirt adds a pci-root to every machine of the architecture, or to this one.
  private var hasConventionalRoot: Bool {
    switch architecture {
    case "ppc64", "ppc64le", "s390", "s390x", "alpha", "ppc", "ppcemb", "sh4", "sh4eb", "sparc64": true
    case "mips", "mipsel", "mips64", "mips64el": type == "malta"
    case "armv6l": type == "versatilepb"
    default: refusesWithoutPCI && type == "versatilepb"
    }
  }

  /// Whether virtio devices get no address at all: libvirt defines such a domain and cannot print its options.
  package var leavesVirtioWithoutAddress: Bool { !supportsPCI && !hasVirtioMMIO }

  /// Whether libvirt assigns PCI addresses to devices.
  package var supportsPCI: Bool {
    guard isARM || isRISCV, !refusesWithoutPCI else { return true }
    return isVirt || type == "versatilepb"
  }

  /// Whether the machine has virtio-mmio transports for virtio devices.
  public var hasVirtioMMIO: Bool { [.armVirt, .riscvVirt, .vexpress].contains(family) }

  /// Whether QEMU knows several PCI buses; where it does not, the only one is `pci` (`virQEMUCapsHasPCIMultiBus`).
  var hasManyBuses: Bool { isX86 || isPPC64 || architecture == "ppc" || isS390 || isVirt }

  /// The integrated devices of the chipset, which have fixed addresses.
  var chipset: Chipset? {
    switch family {
    case .i440fx: .i440fx
    case .q35: .q35
    default: nil
    }
  }

  /// The USB controller that libvirt adds; nil when it adds none.
  var addedUSBController: USBModel? {
    if family == .q35 { return .qemuXHCI }
    return isARM || isRISCV || isS390 || isLoongArch || architecture == "sparc" || type == "isapc"
      ? nil : defaultUSBController
  }

  /// The model of a USB controller that states none.
  var defaultUSBController: USBModel {
    if isS390 { return .absent }
    let isXHCI = isPPC64 || architecture == "aarch64" || isLoongArch || isVirt && hasVirtUSBDefault
    return isXHCI ? .qemuXHCI : .piix3UHCI
  }

  /// The model of a SCSI controller that states none.
  var defaultSCSIController: SCSIModel {
    if family == .pseries { return .ibmvscsi }
    return isS390 || family == .loongArchVirt || isVirt && hasVirtSCSIDefault ? .virtio : .lsilogic
  }

  /// The model of a network interface that states none.
  var defaultInterface: String {
    isS390 || isVirt ? "virtio" : isARM ? "lan9118" : "rtl8139"
  }

  /// The model of a video device that states none.
  var defaultVideo: String {
    isS390 || isVirt ? "virtio" : "vga"
  }

  /// The bus of an input device that states none.
  func defaultInputBus(of type: String) -> String? {
    if isX86, type == "mouse" || type == "keyboard" { return "ps2" }
    if isS390 || type == "passthrough" { return "virtio" }
    return type == "evdev" ? nil : "usb"
  }

  /// Whether an IDE controller is part of it (libvirt `qemuDomainMachineHasBuiltinIDE`).
  var hasIDE: Bool { family == .i440fx || ["malta", "sun4u", "g3beige"].contains(type) }

  /// Whether libvirt adds a USB keyboard and mouse to a domain with a display.
  var hasUSBInput: Bool { isPPC64 }

  /// Whether libvirt adds a memory balloon; newer versions do not if no address is available for it.
  var hasBalloon: Bool {
    !isARM && !isLoongArch && architecture != "sparc"
      && !(hasVirtUSBDefault && (isRISCV || ["isapc", "microvm"].contains(type)))
  }
}
