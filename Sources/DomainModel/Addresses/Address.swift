package import XMLTree

/// The address of a device: `<address>`.
///
/// Source: libvirt `src/conf/device_conf.c`; documentation, "Device Addresses".
public struct Address: Hashable, Sendable {
  /// The types of address, each with its parts.
  public indirect enum Kind: Hashable, Sendable {
    /// A port of a virtio-serial controller.
    case virtioSerial(VirtioSerialAddress)
    /// A PCI function.
    case pci(PCIAddress)
    /// A CCW address: a subchannel of an s390 machine.
    case ccw(CCWAddress)
    /// A virtio-mmio transport, which QEMU chooses.
    case virtioMMIO
    /// A unit of a SCSI, IDE or floppy controller; invalid for channels, consoles and virtio-serial controllers.
    case drive(DriveAddress)
    /// A USB port.
    case usb(USBAddress)
    /// A smart card slot.
    case ccid(CCIDAddress)
    /// An address on the VIO bus of a pseries machine.
    case spaprVIO(SpaprVIOAddress)
    /// An ISA address: an I/O port and an interrupt.
    case isa(ISAAddress)
    /// A memory slot.
    case dimm(DIMMAddress)
    /// No address: the device is described but not attached to the guest. Valid only for host devices.
    case unassigned
    /// A type that libvirt does not know, kept as written.
    case other(String)
  }

  /// The type and its parts.
  public var kind: Kind
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates an address.
  public init(_ kind: Kind) { self.kind = kind }

  /// The port of a virtio-serial controller; nil for any other type of address.
  @inlinable public var virtioSerial: VirtioSerialAddress? {
    if case .virtioSerial(let address) = kind { address } else { nil }
  }

  /// The PCI function; nil for any other type of address.
  @inlinable public var pci: PCIAddress? {
    if case .pci(let address) = kind { address } else { nil }
  }

  /// The value of `type=`.
  public var type: String { kind.variant.text }
}

extension Address {
  /// The kind of the address of a device that the model does not describe; nil for one that libvirt does not know.
  package static func kind(at node: ElementNode, in document: ParsedXML) -> Kind.TypeName? {
    document.attribute(Name.type.xml, of: node).flatMap { Kind.TypeName.table.value(of: $0, in: document) }
  }
}

extension DriveAddress {
  /// Reads the drive address of a device that the model does not describe.
  package static func read(at node: ElementNode, in document: ParsedXML) -> DriveAddress {
    var reader = Reader(document)
    return reader.describe(DriveAddress(), at: node)
  }
}

extension PCIAddress {
  /// Reads the PCI address of a device that the model does not describe.
  package static func read(at node: ElementNode, in document: ParsedXML) -> PCIAddress {
    var reader = Reader(document)
    return reader.describe(PCIAddress(), at: node)
  }
}

extension CCWAddress {
  /// Reads the subchannel of a device that the model does not describe.
  package static func read(at node: ElementNode, in document: ParsedXML) -> CCWAddress {
    var reader = Reader(document)
    return reader.describe(CCWAddress(), at: node)
  }
}

extension USBAddress {
  /// Reads the USB port of a device that the model does not describe.
  package static func read(at node: ElementNode, in document: ParsedXML) -> USBAddress {
    var reader = Reader(document)
    return reader.describe(USBAddress(), at: node)
  }
}

extension Address: Element {
  init() { self.init(.unassigned) }

  mutating func describe(_ coder: inout some ElementCoder) {
    let variant = coder.variant(.type, kind.variant, absent: nil)
    if variant == kind.variant { kind.describe(&coder) } else { kind = Kind(variant, &coder) }
  }
}

extension Address.Kind: Describable {
  package enum TypeName: String, VariantWord {
    case pci, drive, ccid, usb, ccw, isa, dimm, unassigned
    case virtioSerial = "virtio-serial"
    case spaprVIO = "spapr-vio"
    case virtioMMIO = "virtio-mmio"

    static let table = WordTable(allCases)
  }

  var variant: Variant<TypeName> {
    switch self {
    case .virtioSerial: .known(.virtioSerial)
    case .pci: .known(.pci)
    case .ccw: .known(.ccw)
    case .virtioMMIO: .known(.virtioMMIO)
    case .drive: .known(.drive)
    case .usb: .known(.usb)
    case .ccid: .known(.ccid)
    case .spaprVIO: .known(.spaprVIO)
    case .isa: .known(.isa)
    case .dimm: .known(.dimm)
    case .unassigned: .known(.unassigned)
    case .other(let type): .other(type)
    }
  }

  /// Another kind than before, with the parts that are described.
  init(_ variant: Variant<TypeName>, _ coder: inout some ElementCoder) {
    switch variant {
    case .known(.virtioSerial): self = .virtioSerial(coder.describing(VirtioSerialAddress()))
    case .known(.pci): self = .pci(coder.describing(PCIAddress()))
    case .known(.ccw): self = .ccw(coder.describing(CCWAddress()))
    case .known(.virtioMMIO): self = .virtioMMIO
    case .known(.drive): self = .drive(coder.describing(DriveAddress()))
    case .known(.usb): self = .usb(coder.describing(USBAddress()))
    case .known(.ccid): self = .ccid(coder.describing(CCIDAddress()))
    case .known(.spaprVIO): self = .spaprVIO(coder.describing(SpaprVIOAddress()))
    case .known(.isa): self = .isa(coder.describing(ISAAddress()))
    case .known(.dimm): self = .dimm(coder.describing(DIMMAddress()))
    case .known(.unassigned): self = .unassigned
    case .other(let type): self = .other(type)
    }
  }

  mutating func describe(_ coder: inout some ElementCoder) {
    switch self {
    case .virtioSerial(let address): self = .virtioSerial(coder.describing(address))
    case .pci(let address): self = .pci(coder.describing(address))
    case .ccw(let address): self = .ccw(coder.describing(address))
    case .drive(let address): self = .drive(coder.describing(address))
    case .usb(let address): self = .usb(coder.describing(address))
    case .ccid(let address): self = .ccid(coder.describing(address))
    case .spaprVIO(let address): self = .spaprVIO(coder.describing(address))
    case .isa(let address): self = .isa(coder.describing(address))
    case .dimm(let address): self = .dimm(coder.describing(address))
    case .virtioMMIO, .unassigned, .other: break
    }
  }
}
