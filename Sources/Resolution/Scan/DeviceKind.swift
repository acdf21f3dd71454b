internal import DomainModel
internal import XMLTree

/// The kinds of device that may hold a place on a bus, in the order in which libvirt walks through a domain
/// (`virDomainDeviceInfoIterateFlags`). A `CodingKey`, as the compiler writes down the names of such cases.
public enum DeviceKind: Int, CaseIterable, CodingKey {
  case disk, interface, sound, hostdev, video, controller, smartcard, serial, parallel, channel, console, input
  case filesystem, watchdog, memballoon, rng, nvram, hub, shmem, tpm, panic, memory, redirdev, iommu, vsock, crypto
  case pstore

  /// The name of the element.
  public var elementName: String { stringValue }

  /// The kind whose element has a name.
  init?(element name: XMLName) {
    let id = Int(name.id)
    guard Self.byName.indices.contains(id), let kind = Self.byName[id] else { return nil }
    self = kind
  }

  /// The kinds by the number of the element's name.
  private static let byName = Name.allCases.map { DeviceKind(stringValue: $0.text) }

  /// The order in which libvirt places those that state no PCI address (`qemuDomainAssignDevicePCISlots`). Controllers of
  /// type pci go before all.
  static let orderOfPlacement: [DeviceKind] = [
    .filesystem, .interface, .sound, .controller, .disk, .hostdev, .memballoon, .rng, .watchdog, .video, .shmem, .input,
    .serial, .iommu, .vsock, .memory, .crypto, .panic, .pstore,
  ]
}
