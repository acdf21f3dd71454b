import TestKit
import Testing
import VirtChannel

/// What each change changes, one version below it and at it, in libvirt's own words.
@Suite struct ChangeTests {
  /// A domain, and words that its options, PCI controllers or refusals have on one side of a change only.
  struct Probe: CustomTestStringConvertible, Sendable {
    let change: Change
    let machine: String
    let architecture: String
    let devices: String
    /// What follows the devices.
    let rest: String
    let before: String?
    let after: String?
    /// Whether only a finding differs, not what libvirt passes or refuses.
    let isFinding: Bool

    init(
      _ change: Change, _ devices: String, rest: String = "", machine: String = "pc", architecture: String = "x86_64",
      before: String? = nil, after: String? = nil, isFinding: Bool = false
    ) {
      (self.change, self.machine, self.architecture) = (change, machine, architecture)
      (self.devices, self.rest, self.before, self.after) = (devices, rest, before, after)
      self.isFinding = isFinding
    }

    var testDescription: String { change.name }
  }

  @Test(arguments: probes) func `a change shows at its version and not one below`(probe: Probe) {
    let (below, at) = (probe.shown(probe.change.versionsBelow), probe.shown(probe.change.versionsAt))
    #expect(below != at)
    if let before = probe.before {
      #expect(below.contains { $0.contains(before) }, "\(below)")
      #expect(!at.contains { $0.contains(before) }, "\(at)")
    }
    if let after = probe.after {
      #expect(at.contains { $0.contains(after) }, "\(at)")
      #expect(!below.contains { $0.contains(after) }, "\(below)")
    }
  }

  @Test func `each change has a probe`() {
    #expect(Set(Change.all).subtracting(Self.probes.map(\.change)) == [])
  }

  @Test func `the list of changes is complete`() throws {
    let source = String(decoding: try #require(Fixtures.bytes("Sources/Resolution/Change.swift")), as: UTF8.self)
    #expect(source.matches(of: /static let \w+ = Change\(/).count == Change.all.count)
  }

  @Test func `the list of changes is in the order of time`() {
    let times = Change.all.map { max($0.libvirt, Versions(qemu: $0.qemu).libvirt) }
    #expect(times == times.sorted())
  }
}

// MARK: The probes

extension ChangeTests {
  static func channel(_ attributes: String, _ source: String = "", name: String = "a") -> String {
    "<channel \(attributes)>\(source)<target type='virtio' name='\(name)'/></channel>"
  }

  static let probes = options + chardevs + devices + places + refusals

  static let options = [
    Probe(
      .virtioModels, "<controller type='virtio-serial' model='virtio-transitional'/>", before: "disable-modern=off",
      after: "virtio-serial-pci-transitional"),
    Probe(
      .acpiIndex, "<controller type='virtio-serial'><acpi index='7'/></controller>", after: "acpi-index=7"),
    Probe(
      .virtioOptionsFirst, "<controller type='virtio-serial' vectors='4'><driver iommu='on'/></controller>",
      before: "vectors=4,iommu_platform=on", after: "virtio-serial-pci,iommu_platform=on,id="),
    Probe(.escapedNames, channel("type='pty'", name: "a,b"), before: "name=a,b", after: "name=a,,b"),
    Probe(
      .pagePerVQ, "<controller type='virtio-serial'><driver page_per_vq='on'/></controller>", after: "page-per-vq=on"),
    Probe(
      .deviceJSON, "<controller type='virtio-serial'/>", before: "virtio-serial-pci,id=",
      after: #"{"driver":"virtio-serial-pci""#),
    Probe(
      .deviceOverrides, "<controller type='virtio-serial'><alias name='ua-a'/></controller>",
      rest: "<qemu:override><qemu:device alias='ua-a'><qemu:frontend>"
        + "<qemu:property name='max_ports' type='unsigned' value='5'/></qemu:frontend></qemu:device></qemu:override>",
      after: "max_ports"),
    Probe(
      .netdevJSON, "<channel type='pty'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>",
      before: "user,guestfwd=", after: #"{"type":"user""#),
    Probe(
      .objectJSON, channel("type='tcp'", "<source mode='bind' host='h' service='1' tls='yes'/>"),
      before: "tls-creds-x509,id=", after: #"{"qom-type":"tls-creds-x509""#),
  ]

  static let chardevs = [
    Probe(
      .longBooleans, channel("type='unix'", "<source mode='bind' path='/s'/>"), before: "path=/s,server,nowait",
      after: "path=/s,server=on,wait=off"),
    Probe(
      .serialBackend, channel("type='dev'", "<source path='/dev/ttyS0'/>"), before: "tty,id=", after: "serial,id="),
    Probe(
      .namedDescriptorSets, channel("type='pty'", "<log file='/l'/>"), after: "set=0,fd=51,opaque=channel0-log"),
    Probe(
      .chardevProperties, channel("type='tcp'", "<source mode='connect' host='a,b' service='1'/>"), before: "host=a,b,",
      after: "host=a,,b,"),
    Probe(
      .runtimeChannelPaths, channel("type='unix'"), before: "/var/lib/libvirt/qemu/channel/target/domain--1-vm/a",
      after: "/run/libvirt/qemu/channel/-1-vm/a"),
    Probe(
      .exactGeneratedPaths, channel("type='unix'", "<source mode='bind' path='/data/domain-1-vm/b'/>"),
      before: "/run/libvirt/qemu/channel/-1-vm/a", after: "/data/domain-1-vm/b"),
    Probe(
      .reconnectMilliseconds,
      channel("type='unix'", "<source mode='connect' path='/s'><reconnect enabled='yes' timeout='10'/></source>"),
      before: "reconnect=10", after: "reconnect-ms=10000"),
  ]

  static let devices = [
    Probe(
      .vdagentChardev, "<graphics type='vnc'/>" + channel("type='qemu-vdagent'"),
      before: "unknown type presented to host for character device: qemu-vdagent"),
    Probe(
      .dbusChardev, "<graphics type='dbus'/>" + channel("type='dbus'", "<source channel='org.a'/>"),
      before: "unknown type presented to host for character device: dbus"),
    Probe(
      .consolePorts,
      String(
        repeating:
          "<console type='pty'><target type='virtio'/><address type='virtio-serial' controller='0'/></console>",
        count: 2),
      after: #""nr":1"#),
    Probe(
      .cryptoDevices, "<crypto model='virtio' type='qemu'><backend model='builtin'/></crypto>", machine: "q35",
      after: "pcie-to-pci-bridge"),
    Probe(
      .pstoreDevices, "<pstore backend='acpi-erst'><path>/p</path><size unit='KiB'>64</size></pstore>", machine: "q35",
      after: "pcie-to-pci-bridge"),
  ]

  static let places = [
    Probe(
      .lateDiskBus,
      """
      <disk type='file' device='disk' model='virtio-transitional'><target dev='vdb' bus='virtio'/></disk>
      <disk type='file' device='disk'><target dev='vda'/></disk>
      """, machine: "q35"),
    Probe(
      .sortedControllers,
      "<controller type='virtio-serial' index='2'/><channel type='pty'><target type='virtio' name='a'/>"
        + "<address type='virtio-serial' controller='0' port='1'/></channel>",
      machine: "q35"),
    Probe(.virtSCSIDefault, "<controller type='scsi'/>", machine: "virt", architecture: "aarch64"),
    Probe(
      .loongArch, "<controller type='virtio-serial'/>", machine: "virt", architecture: "loongarch64",
      before: "No PCI buses available"),
    Probe(.virtUSBDefault, "", machine: "virt", architecture: "riscv64"),
    Probe(
      .placesWithoutPCI, "<interface type='user'><model type='e1000'/></interface>", machine: "vexpress-a9",
      architecture: "armv7l", after: "No PCI buses available"),
    Probe(
      .bridgePorts,
      "<controller type='pci' index='0' model='pcie-root'/><controller type='pci' index='1' model='pcie-to-pci-bridge'/>",
      machine: "q35", before: "connect flags 2000"),
    Probe(
      .integratedConnectFlag, "<controller type='pci' index='1' model='pcie-to-pci-bridge'/>", machine: "q35",
      before: "connect flags 1000", after: "connect flags 2000"),
    Probe(
      .adoptedModels, "<controller type='scsi' index='0' model='virtio-scsi'/><controller type='scsi' index='1'/>",
      machine: "q35", before: "pcie-to-pci-bridge"),
  ]

  static let refusals = [
    Probe(
      .secondSystemSerial, "<serial type='pty'/><serial type='pty'/>", machine: "virt", architecture: "aarch64",
      before: "the machine has no serial port for serial1", isFinding: true),
    Probe(
      .fourSystemSerials, "<serial type='pty'/><serial type='pty'/>", machine: "virt", architecture: "loongarch64",
      before: "the machine has no serial port for serial1", isFinding: true),
    Probe(
      .packedVirtqueues, "<controller type='virtio-serial'><driver packed='on'/></controller>",
      before: "the packed setting is not supported with this QEMU binary"),
    Probe(
      .addressErrors,
      "<channel type='pty'><target type='virtio'/><address type='virtio-serial' port='x'/></channel>",
      before: "Cannot parse <address> 'port' attribute",
      after: "Invalid value for attribute 'port' in element 'address': 'x'"),
    Probe(
      .attributeErrors, "<controller type='virtio-serial' vectors='-1'/>", before: "Invalid vectors: -1",
      after: "Invalid value for attribute 'vectors' in element 'controller': '-1'"),
    Probe(
      .enumErrors, channel("type='tcp'", "<source mode='bind' host='h' service='1'/><protocol type='telnets'/>")),
    Probe(
      .relabelWithoutLabel,
      channel("type='unix'", "<source mode='bind' path='/s'><seclabel model='selinux' relabel='yes'/></source>"),
      after: "Cannot specify relabel if label is missing. model=selinux"),
    Probe(
      .serialPortNumbers,
      String(repeating: "<serial type='pty'><target type='isa-serial' port='0'/></serial>", count: 2),
      after: "target port '0' already allocated"),
    Probe(
      .spiceGraphicsDemanded, channel("type='spicevmc'"),
      after: "chardev 'spicevmc' not supported without spice graphics"),
    Probe(
      .subchannelChecks, "<memballoon model='virtio'><address type='ccw'/></memballoon>"),
    Probe(
      .modelsOnAnyBus, "<controller type='virtio-serial' model='virtio-transitional'/>", machine: "s390-ccw-virtio",
      architecture: "s390x", before: "virtio (non-)transitional models are not supported for address type=ccw"),
    Probe(
      .hostDevicesOnce,
      String(repeating: "<hostdev type='usb'><source><address bus='1' device='2'/></source></hostdev>", count: 2),
      after: "Hostdev already exists in the domain configuration"),
    Probe(
      .audioBackends, "<graphics type='dbus'/><sound model='ich6'/>",
      after: "unable to find audio backend for sound device"),
    Probe(
      .severalWatchdogs, "<watchdog model='i6300esb'/><watchdog model='ib700'/>",
      before: "only a single watchdog device is supported"),
  ]
}

// MARK: What is compared

extension ChangeTests.Probe {
  var xml: String {
    """
    <domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>vm</name><os><type arch='\(architecture)' machine='\(machine)'>hvm</type></os>
    <devices>\(devices)</devices>\(rest)</domain>
    """
  }

  /// Everything in which versions could differ, a line each.
  func shown(_ versions: Versions) -> [String] {
    let file = SourceFile(name: "vm.xml", xml)
    var linter = Linter(versions: versions)
    let result = linter.lint(file)
    let refusals = result.refusals.compactMap(\.refusal?.message) + (isFinding ? result.diagnostics.map(\.message) : [])
    var parser = Domain.parser()
    guard let domain = Domain.read(parser.parse(file)) else { return refusals }
    let resolved = Resolver(versions).resolve(domain)
    let passed = PassedDescriptors(["channel0-log": 51])
    let buses = resolved.pciControllers.map { "\($0.index) \($0.model.rawValue) \(String(describing: $0.address))" }
    return DomainToOptions(resolved, descriptors: passed).flatMap(resolved.spelling().arguments) + buses + refusals
  }
}

extension Change {
  /// The libvirt and QEMU of the change; where only one of the two matters, the other was released at the same time.
  fileprivate var versionsAt: Versions {
    guard libvirt > Version(0) else { return Versions(libvirt: libvirtThen, qemu: qemu) }
    return Versions(libvirt: libvirt, qemu: max(qemu, Versions(libvirt: libvirt).qemu))
  }

  private var libvirtThen: Version { max(Versions.oldest.libvirt, Versions(qemu: qemu).libvirt) }

  /// One minor version earlier.
  fileprivate var versionsBelow: Versions {
    guard libvirt > Version(0) else { return Versions(libvirt: libvirtThen, qemu: qemu.minorBelow(last: 1)) }
    return Versions(libvirt: libvirt.minorBelow(last: 10), qemu: versionsAt.qemu)
  }
}

extension Version {
  fileprivate func minorBelow(last: Int) -> Version {
    minor > 0 ? Version(major, minor - 1) : Version(major - 1, last)
  }
}
