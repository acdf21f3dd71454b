/// A virtio-serial controller: `<controller type='virtio-serial'>`. Channels and virtio consoles are its ports.
///
/// Source: libvirt `virDomainControllerDefParseXML`; documentation, "Controllers".
public struct Controller: Hashable, Sendable {
  /// The models of a virtio device on PCI (`virDomainControllerModelVirtioSerial`).
  public enum Model: String, Keyword {
    /// Both transitional and not, by the bus it is on. What an absent model means.
    case virtio
    /// For guests that know only virtio 0.9; needs a conventional PCI slot.
    case transitional = "virtio-transitional"
    /// For guests that know virtio 1.0.
    case nonTransitional = "virtio-non-transitional"
  }

  /// The number of ports of a controller that states none, port 0 included (QEMU `hw/virtio/virtio-serial-pci.c`; libvirt
  /// `VIR_DOMAIN_DEFAULT_VIRTIO_SERIAL_PORTS`).
  public static let defaultPortCount = 31
  /// The greatest number of ports QEMU accepts, port 0 included (QEMU `VIRTIO_PCI_QUEUE_MAX / 2 - 1`).
  public static let maximumPortCount = 511

  /// The number channels address it by, unique among virtio-serial controllers; absent means the lowest free one.
  public var index: Int?
  /// The number of ports, 1 to 511, port 0 included; absent means QEMU's 31.
  public var ports: Int?
  /// The number of MSI-X vectors; absent means QEMU's 2. PCI only.
  public var vectors: Int?
  /// The model.
  public var model: Model?
  /// Options of the virtio device.
  public var driver: DriverOptions?
  /// Its name.
  public var alias: Alias?
  /// Index in the ACPI tables of the guest.
  public var acpi: ACPI?
  /// Where it is plugged in.
  public var address: Address?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a controller; what is left out is left to libvirt.
  public init(index: Int? = nil, ports: Int? = nil, vectors: Int? = nil, model: Model? = nil) {
    self.index = index
    self.ports = ports
    self.vectors = vectors
    self.model = model
  }
}

extension Controller: Element {
  init() { self.init(index: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.constant(.type, "virtio-serial")
    coder.number(.index, &index, .nonNegative)
    coder.attribute(.model, &model)
    coder.number(.ports, &ports, .nonNegative)
    coder.number(.vectors, &vectors, .nonNegative)
    coder.child(.driver, &driver)
    coder.child(.alias, &alias)
    coder.child(.acpi, &acpi)
    coder.child(.address, &address)
  }
}

/// What the guest's ACPI tables call a device: `<acpi>`.
public struct ACPI: Hashable, Sendable {
  /// The index, from 1, unique in the domain.
  public var index: Int?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes an index.
  public init(index: Int? = nil) { self.index = index }
}

extension ACPI: Element {
  init() { self.init(index: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.index, &index, .positive)
  }
}
