/// A CCW address: a subchannel of an s390 machine.
///
/// Source: libvirt `virCCWDeviceAddressParseXML`, which requires all three parts or none.
public struct CCWAddress: Hashable, Sendable {
  /// The channel subsystem, 0 to 0xfe, which is 0xfe for virtual devices; libvirt assigns the address if it is omitted.
  public var cssid: Int?
  /// The subchannel set, 0 to 3; libvirt assigns the address if it is omitted.
  public var ssid: Int?
  /// The device number, 0 to 0xffff; libvirt assigns the address if it is omitted.
  public var devno: Int?

  /// Creates an address.
  public init(cssid: Int? = nil, ssid: Int? = nil, devno: Int? = nil) {
    self.cssid = cssid
    self.ssid = ssid
    self.devno = devno
  }
}

extension CCWAddress {
  /// As libvirt and QEMU print it: `fe.0.0009`.
  package var text: String {
    "\((cssid ?? 0).hexadecimal()).\((ssid ?? 0).hexadecimal()).\((devno ?? 0).hexadecimal(digits: 4))"
  }
}

extension CCWAddress: Describable {
  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.cssid, &cssid, .hexadecimal(digits: 1))
    coder.number(.ssid, &ssid, .hexadecimal(digits: 1))
    coder.number(.devno, &devno, .hexadecimal(digits: 4))
  }
}
