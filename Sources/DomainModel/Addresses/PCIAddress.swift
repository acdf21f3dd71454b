/// A PCI function.
///
/// Source: libvirt `virPCIDeviceAddressParseXML`. If domain, bus and slot are 0 or absent, libvirt chooses the
/// address, regardless of the function.
public struct PCIAddress: Hashable, Sendable {
  /// The PCI domain, 0 to 0xffff; absent means 0.
  public var domain: Int?
  /// The bus, which is the index of a pci controller, 0 to 0xff; absent means 0.
  public var bus: Int?
  /// The slot, 0 to 0x1f; absent means 0.
  public var slot: Int?
  /// The function, 0 to 7; absent means 0.
  public var function: Int?
  /// Whether other functions of the slot are in use; QEMU needs it on function 0.
  public var multifunction: OnOff?
  /// The s390 identifiers of a PCI function.
  public var zpci: ZPCI?

  /// Makes an address.
  public init(domain: Int? = nil, bus: Int? = nil, slot: Int? = nil, function: Int? = nil, multifunction: OnOff? = nil)
  {
    self.domain = domain
    self.bus = bus
    self.slot = slot
    self.function = function
    self.multifunction = multifunction
  }

  /// Whether the address asks libvirt to choose one (`virPCIDeviceAddressIsEmpty`).
  public var isEmpty: Bool { (domain ?? 0, bus ?? 0, slot ?? 0) == (0, 0, 0) }
}

extension PCIAddress: Describable {
  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.domain, &domain, .hexadecimal(digits: 4))
    coder.number(.bus, &bus, .hexadecimal(digits: 2))
    coder.number(.slot, &slot, .hexadecimal(digits: 2))
    coder.number(.function, &function, .hexadecimal(digits: 1))
    coder.attribute(.multifunction, &multifunction)
    coder.child(.zpci, &zpci)
  }
}

/// The identifiers an s390 guest knows a PCI function by: `<zpci>`.
public struct ZPCI: Hashable, Sendable {
  /// The user-defined identifier, 1 to 0xffff.
  public var uid: Int?
  /// The function identifier.
  public var fid: Int?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes identifiers; those left out are left to libvirt.
  public init(uid: Int? = nil, fid: Int? = nil) {
    self.uid = uid
    self.fid = fid
  }
}

extension ZPCI: Element {
  init() { self.init(uid: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.uid, &uid, .hexadecimal(digits: 4))
    coder.number(.fid, &fid, .hexadecimal(digits: 8))
  }
}
