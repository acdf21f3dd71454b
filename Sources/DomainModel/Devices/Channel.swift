/// A private line between host and guest: `<channel>`.
///
/// Source: libvirt `virDomainChrDefParseXML`; documentation, "Channel".
public struct Channel: Hashable, Sendable {
  /// What is behind it on the host.
  public var source: ChardevSource
  /// A file that records what passes.
  public var log: ChardevLog?
  /// What the guest sees; libvirt demands it.
  public var target: ChannelTarget?
  /// Its name.
  public var alias: Alias?
  /// Its index in the ACPI tables of the guest; libvirt refuses it on a device with an address that is not a PCI address.
  public var acpi: ACPI?
  /// The port it is plugged in.
  public var address: Address?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a channel.
  public init(source: ChardevSource, target: ChannelTarget?, address: Address? = nil) {
    self.source = source
    self.target = target
    self.address = address
  }

  /// The name the guest sees, when it is a virtio channel that has one.
  public var name: String? {
    if case .virtio(let virtio)? = target?.kind { virtio.name } else { nil }
  }

  /// The port that the spice agent opens in the guest.
  public static let vdagentName = "com.redhat.spice.0"

  /// Whether the guest sees it as a port of a virtio-serial controller.
  public var isVirtio: Bool {
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
