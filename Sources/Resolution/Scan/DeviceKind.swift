internal import DomainModel
internal import XMLTree

/// The kinds of device that can have an address on a bus, in the order in which libvirt iterates over a domain
/// (`virDomainDeviceInfoIterateFlags`). It is a `CodingKey` because the compiler then generates the names of the
/// cases as constants.
public enum DeviceKind: Int, CaseIterable, CodingKey {
  case disk, interface, sound, hostdev, video, controller, smartcard, serial, parallel, channel, console, input
  case filesystem, watchdog, memballoon, rng, nvram, hub, shmem, tpm, panic, memory, redirdev, iommu, vsock, crypto
  case pstore

  /// The name of the XML element.
  public var elementName: String { stringValue }

  /// The kind whose element has a name.
  init?(element name: XMLName) {
    let id = Int(name.id)
    guard Self.byName.indices.contains(id), let kind = Self.byName[id] else { return nil }
    self = kind
  }

  /// The kinds by the number of the element's name.
  private static let byName = {
    var kinds = [DeviceKind?](repeating: nil, count: Name.vocabulary.count)
    for kind in allCases {
      if let id = Name.vocabulary.id(of: kind.elementName) { kinds[id] = kind }
    }
    return kinds
  }()

  /// The order in which libvirt assigns addresses to devices without a PCI address
  /// (`qemuDomainAssignDevicePCISlots`). Controllers of type pci precede all others.
  static let orderOfPlacement: [DeviceKind] = [
    .filesystem, .interface, .sound, .controller, .disk, .hostdev, .memballoon, .rng, .watchdog, .video, .shmem, .input,
    .serial, .iommu, .vsock, .memory, .crypto, .panic, .pstore,
  ]
}
