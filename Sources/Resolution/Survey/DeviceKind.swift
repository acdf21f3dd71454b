/// The kinds of device that may hold a place on a bus, in the order in which libvirt walks through a domain
/// (`virDomainDeviceInfoIterateFlags`).
public enum DeviceKind: Int, CaseIterable, Hashable, Sendable {
  case disk, interface, sound, hostdev, video, controller, smartcard, serial, parallel, channel, console, input
  case filesystem, watchdog, memballoon, rng, nvram, hub, shmem, tpm, panic, memory, redirdev, iommu, vsock, crypto
  case pstore

  /// The name of the element.
  public var elementName: String { "\(self)" }

  /// The kind whose element has a name.
  init?(element name: String) {
    guard let kind = Self.byName[name] else { return nil }
    self = kind
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.elementName, $0) })

  /// The order in which libvirt places those that state no PCI address (`qemuDomainAssignDevicePCISlots`). Controllers of
  /// type pci go before all.
  static let orderOfPlacement: [DeviceKind] = [
    .filesystem, .interface, .sound, .controller, .disk, .hostdev, .memballoon, .rng, .watchdog, .video, .shmem, .input,
    .serial, .iommu, .vsock, .memory, .crypto, .panic, .pstore,
  ]
}
