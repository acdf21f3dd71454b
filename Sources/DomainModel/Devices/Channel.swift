/// A byte stream between a program on the host and one in the guest: `<channel>`.
///
/// Source: libvirt `virDomainChrDefParseXML`; documentation, "Channel".
public struct Channel: Hashable, Sendable {
  /// The host side of the device.
  public var source: ChardevSource
  /// The file to which the guest's output is logged; nothing is logged if it is omitted.
  public var log: ChardevLog?
  /// The guest side of the channel; libvirt requires it.
  public var target: ChannelTarget?
  /// The alias; libvirt assigns one if it is omitted.
  public var alias: Alias?
  /// The index in the ACPI tables of the guest, if specified. libvirt refuses it for a device whose address is not a PCI address.
  public var acpi: ACPI?
  /// The port of the controller; libvirt assigns one if it is omitted.
  public var address: Address?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a channel.
  public init(source: ChardevSource, target: ChannelTarget?, address: Address? = nil) {
    self.source = source
    self.target = target
    self.address = address
  }

  /// The name of the port in the guest; nil if the channel has no name or is not a virtio channel.
  @inlinable public var name: String? {
    if case .virtio(let virtio)? = target?.kind { virtio.name } else { nil }
  }

  /// The name of the port that the SPICE agent opens in the guest.
  public static let vdagentName = "com.redhat.spice.0"

  /// Whether it is a port of a virtio-serial controller.
  @inlinable public var isVirtio: Bool {
    if case .virtio? = target?.kind { true } else { false }
  }
}

extension Channel: Element {
  init() { self.init(source: .null, target: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    source.describeType(&coder)
    source.describeChildren(&coder)
    coder.child(.log, &log)
    coder.child(.target, &target)
    coder.child(.alias, &alias)
    coder.child(.acpi, &acpi)
    coder.child(.address, &address)
    coder.require(.target)
  }
}
