/// A PCI function.
///
/// Source: libvirt `virPCIDeviceAddressParseXML`. If domain, bus and slot are 0 or omitted, libvirt assigns the
/// address, regardless of the function.
public struct PCIAddress: Hashable, Sendable {
  /// The PCI domain, 0 to 0xffff; 0 if omitted.
  public var domain: Int?
  /// The bus, which is the index of a PCI controller, 0 to 0xff; 0 if omitted.
  public var bus: Int?
  /// The slot, 0 to 0x1f; 0 if omitted.
  public var slot: Int?
  /// The function, 0 to 7; 0 if omitted.
  public var function: Int?
  /// Whether other functions of the slot are in use; QEMU requires it on function 0. Off if omitted.
  public var multifunction: OnOff?
  /// The zPCI identifiers of the function on s390 machines; libvirt assigns them if they are omitted.
  public var zpci: ZPCI?

  /// Creates an address.
  public init(domain: Int? = nil, bus: Int? = nil, slot: Int? = nil, function: Int? = nil, multifunction: OnOff? = nil)
  {
    self.domain = domain
    self.bus = bus
    self.slot = slot
    self.function = function
    self.multifunction = multifunction
  }

  /// Whether domain, bus and slot are 0 or omitted, so that libvirt assigns the address (`virPCIDeviceAddressIsEmpty`).
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

/// The identifiers of a PCI function in an s390 guest: `<zpci>`.
public struct ZPCI: Hashable, Sendable {
  /// The user-defined identifier, 1 to 0xffff; libvirt assigns one if it is omitted.
  public var uid: Int?
  /// The function identifier, a 32-bit number; libvirt assigns one if it is omitted.
  public var fid: Int?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates identifiers. libvirt assigns those that are omitted.
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
