/// A difference in behaviour between versions, which begins with a libvirt and a QEMU version.
public struct Change: Hashable, Sendable {
  /// A short name, in kebab-case.
  public let name: String
  /// The behaviour since then, as one sentence.
  public let summary: String
  /// The first libvirt version with the behaviour.
  public let libvirt: Version
  /// The first QEMU version with which libvirt behaves like this.
  public let qemu: Version

  init(_ name: String, libvirt: Version = Version(0), qemu: Version = Version(0), _ summary: String) {
    self.name = name
    self.libvirt = libvirt
    self.qemu = qemu
    self.summary = summary
  }
}

extension Change {
  /// All known changes, in chronological order.
  public static let all = [
    virtioModels, packedVirtqueues, longBooleans, audioBackends, acpiIndex, addressErrors, objectJSON, lateDiskBus,
    attributeErrors, subchannelChecks, virtioOptionsFirst, escapedNames, pagePerVQ, modelsOnAnyBus, hostDevicesOnce,
    serialPortNumbers, namedDescriptorSets, deviceOverrides, deviceJSON, vdagentChardev, spiceGraphicsDemanded,
    dbusChardev, integratedConnectFlag, serialBackend, netdevJSON, cryptoDevices, severalWatchdogs, runtimeChannelPaths,
    relabelWithoutLabel, exactGeneratedPaths, sortedControllers, loongArch, pstoreDevices, secondSystemSerial,
    chardevProperties, fourSystemSerials, reconnectMilliseconds, enumErrors, virtSCSIDefault, virtUSBDefault,
    consolePorts, placesWithoutPCI, bridgePorts, adoptedModels,
  ]

  /// QEMU has a device for each virtio model, `virtio-serial-pci-transitional`; earlier, `disable-legacy` and
  /// `disable-modern` of one device select the model (QEMU 4.0 changelog; libvirt `qemuBuildVirtioTransitional`).
  public static let virtioModels = Change(
    "virtio-models", qemu: Version(4, 0),
    "transitional and non-transitional devices have separate names instead of disable-legacy and disable-modern")

  /// QEMU has packed virtqueues; libvirt refuses the option with an older one (QEMU 4.2 changelog; libvirt
  /// `qemuValidateDomainVirtioOptions`).
  public static let packedVirtqueues = Change(
    "packed-virtqueues", qemu: Version(4, 2), "the option packed of virtio devices is supported")

  /// `server=on,wait=off` instead of `server,nowait`; also `telnet=on` instead of `telnet`.
  public static let longBooleans = Change(
    "long-booleans", libvirt: Version(7, 1),
    "boolean chardev options are written server=on,wait=off instead of server,nowait")

  /// Sound devices need an audio backend, which is a separate element. Measured: not in 7.0.0.
  public static let audioBackends = Change(
    "audio-backends", libvirt: Version(7, 2), "a sound device without an audio backend is refused")

  /// `<acpi index='…'/>` is read; earlier versions ignore it.
  public static let acpiIndex = Change(
    "acpi-index", libvirt: Version(7, 3), qemu: Version(6, 0),
    "the ACPI index of a device is supported")

  /// Invalid numbers in addresses are refused with the messages of ``attributeErrors``, one release before those in other elements.
  public static let addressErrors = Change(
    "address-errors", libvirt: Version(7, 3),
    "an invalid number in an address is refused with the same message as in other elements since 7.4")

  /// `-object` is JSON.
  public static let objectJSON = Change(
    "object-json", libvirt: Version(7, 2), qemu: Version(6, 0),
    "the value of -object is written as JSON instead of key=value")

  /// A disk without a bus is not sorted with the disks that have one, because its bus is assigned too late.
  /// Measured: 8.0.0, not 7.0.0.
  public static let lateDiskBus = Change(
    "late-disk-bus", libvirt: Version(7, 3),
    "disks are sorted by the bus in the XML, not by the bus that libvirt assigns")

  /// Invalid values are refused with the same messages for all attributes (`virXMLPropUInt` and similar functions);
  /// earlier, each attribute had its own message. Since then, only the first target of a channel is read.
  public static let attributeErrors = Change(
    "attribute-errors", libvirt: Version(7, 4),
    "an invalid value is refused as \"Invalid value for attribute '…' in element '…'\" instead of with a specific message"
  )

  /// The CCW address of any device is refused if the machine has no channel subsystem; earlier, only that of controllers, disks and
  /// a few others. Measured: 9.0.0, not 7.0.0.
  public static let subchannelChecks = Change(
    "subchannel-checks", libvirt: Version(7, 5),
    "a CCW address is refused on machines other than s390x, for every device")

  /// The virtio options of a controller (`iommu_platform`, `ats`, `packed`, `page-per-vq`) precede `id` instead of
  /// following `vectors`.
  public static let virtioOptionsFirst = Change(
    "virtio-options-first", libvirt: Version(7, 9),
    "the virtio options of a controller are written before its id instead of after its vectors")

  /// Commas in the name of a port are doubled. Earlier versions do not double them, and QEMU refuses the option.
  public static let escapedNames = Change(
    "escaped-names", libvirt: Version(7, 9),
    "commas in the name of a port are doubled when it is written as key=value")

  /// The attribute `page_per_vq` is supported.
  public static let pagePerVQ = Change(
    "page-per-vq", libvirt: Version(7, 9),
    "the driver option page_per_vq of a controller is supported")

  /// QEMU, not libvirt, refuses a transitional or non-transitional device that is not on PCI. Measured: 8.0.0, not
  /// 7.0.0.
  public static let modelsOnAnyBus = Change(
    "models-on-any-bus", libvirt: Version(7, 9), "transitional models are printed for devices that are not on PCI")

  /// A host device that a domain has twice is refused (`virDomainDefHostdevValidate`). Measured: 8.0.0, not 7.0.0.
  public static let hostDevicesOnce = Change(
    "host-devices-once", libvirt: Version(7, 9), "a host device that a domain has twice is refused")

  /// Serial ports of type isa-serial that share a number are refused (`virDomainChrIsaSerialDefPostParse`). Measured: 9.0.0, not
  /// 8.0.0.
  public static let serialPortNumbers = Change(
    "serial-port-numbers", libvirt: Version(8, 1),
    "ISA serial ports that share a number, or are more than four, are refused")

  /// `-add-fd set=0,fd=51,opaque=channel0-log` instead of `set=0,fd=51`.
  public static let namedDescriptorSets = Change(
    "named-descriptor-sets", libvirt: Version(8, 1),
    "file descriptors are passed with a name, -add-fd set=0,fd=51,opaque=channel0-log")

  /// `<qemu:override>` is read; earlier versions ignore it (NEWS of 8.2.0).
  public static let deviceOverrides = Change(
    "device-overrides", libvirt: Version(8, 2), "properties of devices are changed by <qemu:override>")

  /// `-device` is JSON. libvirt 7.9 and 7.10 used JSON with QEMU 6.2; this was reverted because QEMU 6.2 cannot
  /// unplug such devices (NEWS of 7.10.0).
  public static let deviceJSON = Change(
    "device-json", libvirt: Version(8, 0), qemu: Version(7, 0),
    "the value of -device is written as JSON instead of key=value")

  /// The chardev type `qemu-vdagent` is supported.
  public static let vdagentChardev = Change(
    "vdagent-chardev", libvirt: Version(8, 4), qemu: Version(6, 1),
    "the chardev type qemu-vdagent is supported")

  /// Devices that require SPICE (spicevmc, spiceport, an audio backend) are refused without SPICE graphics. Measured: 9.0.0, not
  /// 8.1.0; the first reports of the refusal are of June 2022, when 8.4 was released.
  public static let spiceGraphicsDemanded = Change(
    "spice-graphics-demanded", libvirt: Version(8, 4),
    "chardevs and audio backends that require SPICE are refused without SPICE graphics")

  /// The chardev type `dbus` is supported.
  public static let dbusChardev = Change(
    "dbus-chardev", libvirt: Version(8, 4), qemu: Version(7, 0),
    "the chardev type dbus is supported")

  /// The PCI connect flags of libvirt have one more bit, which is visible in an error message. Measured: 8.1.0 does
  /// not, 9.0.0 does.
  public static let integratedConnectFlag = Change(
    "integrated-connect-flag", libvirt: Version(8, 7),
    "a pcie-to-pci-bridge without a free port is refused with connect flags 2000 instead of 1000")

  /// The chardev for a device of the host is `serial`, the newer name of `tty`. Measured: 8.1.0 prints `tty`, 9.0.0 `serial`.
  public static let serialBackend = Change(
    "serial-backend", libvirt: Version(9, 0),
    "a chardev of type dev is the backend serial instead of tty")

  /// `-netdev` is JSON.
  public static let netdevJSON = Change(
    "netdev-json", libvirt: Version(9, 0), qemu: Version(7, 2),
    "the value of -netdev is written as JSON instead of key=value")

  /// `<crypto>` is a device; earlier versions ignore the element (NEWS of 9.1.0).
  public static let cryptoDevices = Change(
    "crypto-devices", libvirt: Version(9, 1), "<crypto> devices exist and have an address")

  /// A domain can have several watchdogs (NEWS of 9.1.0).
  public static let severalWatchdogs = Change(
    "several-watchdogs", libvirt: Version(9, 1), "a domain can have several watchdogs")

  /// The default path of a unix channel is `/run/libvirt/qemu/channel/ID-SHORTNAME/TARGETNAME` instead of
  /// `/var/lib/libvirt/qemu/channel/target/domain-ID-SHORTNAME/TARGETNAME`.
  public static let runtimeChannelPaths = Change(
    "runtime-channel-paths", libvirt: Version(9, 7),
    "sockets without a path are created in /run/libvirt/qemu/channel instead of /var/lib/libvirt/qemu/channel/target")

  /// A security label's relabel='yes' without a label is refused. Measured: 9.8.0, not 9.0.0.
  public static let relabelWithoutLabel = Change(
    "relabel-without-label", libvirt: Version(9, 8), "a security label with relabel='yes' and no label is refused")

  /// Only a whole path is recognized as generated. From 9.7, the alternatives of the regular expression are not grouped, so any
  /// path that contains `/domain-…/` is dropped (libvirt `qemuDomainChrDefDropDefaultPath`). Measured: 9.10.0 and 10.4.0.
  public static let exactGeneratedPaths = Change(
    "exact-generated-paths", libvirt: Version(10, 0),
    "a socket path is replaced only if all of it is generated by libvirt; before, one directory named domain-X was enough"
  )

  /// A controller that libvirt adds is inserted among those of its type, by index, instead of after all others; and the consoles are
  /// renumbered after the console that mirrors the first serial port is inserted before them. Measured: 11.3.0,
  /// not 10.0.0.
  public static let sortedControllers = Change(
    "sorted-controllers", libvirt: Version(10, 1),
    "controllers that libvirt adds are inserted by index, and consoles are numbered after one is added")

  /// `<pstore>` is a device; earlier versions ignore the element (NEWS of 10.6.0).
  public static let pstoreDevices = Change(
    "pstore-devices", libvirt: Version(10, 6), "<pstore> devices exist and have an address")

  /// The virt machine of ARM has a second PL011 (QEMU 9.1 changelog).
  public static let secondSystemSerial = Change(
    "second-system-serial", qemu: Version(9, 1), "the virt machine of ARM has a second serial port")

  /// The virt machine of LoongArch has four UARTs (QEMU commit b3d4ef83485f, after the release of 9.1).
  public static let fourSystemSerials = Change(
    "four-system-serials", qemu: Version(9, 2), "the virt machine of LoongArch has four serial ports instead of one")

  /// Chardevs are generated from properties (`qemuChardevGetBackendProps`): commas in hosts, services and channel names are doubled, as
  /// in paths, and a reconnect timeout is an `int`. Measured: 10.7.0 does neither, 11.3.0 both.
  public static let chardevProperties = Change(
    "chardev-properties", libvirt: Version(10, 8),
    "commas in the host, port or name of a chardev are doubled, and a reconnect timeout beyond 2147483647 is ignored")

  /// `reconnect-ms=10000` instead of `reconnect=10`.
  public static let reconnectMilliseconds = Change(
    "reconnect-milliseconds", libvirt: Version(11, 0), qemu: Version(9, 2),
    "the reconnect timeout is written reconnect-ms, in milliseconds, instead of reconnect, in seconds")

  /// Invalid types of addresses and protocols are refused like other words, CCW addresses without the name of the device, and for a tcp
  /// chardev the protocols telnets and tls are refused. Measured: 11.3.0, not 10.7.0.
  public static let enumErrors = Change(
    "enum-errors", libvirt: Version(11, 3), "protocols that QEMU does not support are refused")

  /// On `virt` machines of ARM and RISC-V a SCSI controller without a model is virtio-scsi. Measured: 12.8.0, not 11.3.0.
  public static let virtSCSIDefault = Change(
    "virt-scsi-default", libvirt: Version(11, 6), "SCSI controllers of virt machines are virtio-scsi by default")

  /// On `virt` machines of ARM and RISC-V a USB controller without a model is qemu-xhci, and RISC-V gets no memory balloon automatically.
  /// Measured: 12.8.0, not 11.3.0.
  public static let virtUSBDefault = Change(
    "virt-usb-default", libvirt: Version(11, 9), "USB controllers of virt machines are qemu-xhci by default")

  /// A virtio console with a controller gets a port of it, from 0, and one without a controller reserves a port. Measured:
  /// 12.8.0, not 11.3.0.
  public static let consolePorts = Change(
    "console-ports", libvirt: Version(12, 0),
    "a console with a controller but no port gets a port, which may be port 0")

  /// LoongArch machines have a PCIe root, and libvirt adds no USB controller and memory balloon; `virt` has the defaults
  /// of the other machines of that name (NEWS 10.2.0; libvirt `qemuDomainMachineIsLoongArchVirt`, which 10.0.0 does not have).
  public static let loongArch = Change(
    "loongarch", libvirt: Version(10, 2), "LoongArch machines have a PCIe root")

  /// On an ARM machine without PCI, a device that needs a slot is refused instead of having no address. Measured:
  /// 12.8.0, not 11.3.0.
  public static let placesWithoutPCI = Change(
    "places-without-pci", libvirt: Version(12, 0), "a device that requires PCI is refused on Arm machines without PCI")

  /// A pcie-to-pci-bridge gets a new root port if none is free, instead of being refused. Measured: 12.8.0, not
  /// 11.3.0.
  public static let bridgePorts = Change(
    "bridge-ports", libvirt: Version(12, 0), "a root port is added for a pcie-to-pci-bridge that has none")

  /// A SCSI controller without a model, or one that libvirt adds, gets the model of the first one that has a model, not the default of
  /// the machine. Measured: 12.8.0, not 11.3.0.
  public static let adoptedModels = Change(
    "adopted-models", libvirt: Version(12, 0), "SCSI controllers without a model use the model of the first")
}
