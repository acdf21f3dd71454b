/// A virtio-serial controller: `<controller type='virtio-serial'>`. Channels and virtio consoles are its ports.
///
/// Source: libvirt `virDomainControllerDefParseXML`; documentation, "Controllers".
public struct Controller: Hashable, Sendable {
  /// The models of a virtio device on PCI (`virDomainControllerModelVirtioSerial`).
  public enum Model: String, Keyword {
    /// Transitional or non-transitional, depending on the bus. The default.
    case virtio
    /// Supports virtio 0.9 and 1.0; requires a conventional PCI slot.
    case transitional = "virtio-transitional"
    /// Supports only virtio 1.0.
    case nonTransitional = "virtio-non-transitional"
  }

  /// The default number of ports of a controller, including port 0 (QEMU `hw/virtio/virtio-serial-pci.c`; libvirt
  /// `VIR_DOMAIN_DEFAULT_VIRTIO_SERIAL_PORTS`).
  public static let defaultPortCount = 31
  /// The maximum number of ports that QEMU accepts, including port 0 (QEMU `VIRTIO_PCI_QUEUE_MAX / 2 - 1`).
  public static let maximumPortCount = 511

  /// The index, which the addresses of channels refer to, unique among virtio-serial controllers; the lowest free one if omitted.
  public var index: Int?
  /// The number of ports, 1 to 511, including port 0, which only a console can use; 31 if omitted.
  public var ports: Int?
  /// The number of MSI-X vectors, up to 2048; 2 if omitted. PCI only.
  public var vectors: Int?
  /// The device model; `virtio` if omitted.
  public var model: Model?
  /// The options of the virtio device; the defaults of QEMU if omitted.
  public var driver: DriverOptions?
  /// The alias; libvirt assigns one if it is omitted.
  public var alias: Alias?
  /// The index in the ACPI tables of the guest, if specified. PCI only.
  public var acpi: ACPI?
  /// The address on a bus; libvirt assigns one if it is omitted.
  public var address: Address?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a controller. libvirt or QEMU chooses the values that are omitted.
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

/// The index of a device in the ACPI tables of the guest: `<acpi>`.
public struct ACPI: Hashable, Sendable {
  /// The index, 1 to 16383, unique in the domain; not set if omitted.
  public var index: Int?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates an index.
  public init(index: Int? = nil) { self.index = index }
}

extension ACPI: Element {
  init() { self.init(index: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.index, &index, .positive)
  }
}
