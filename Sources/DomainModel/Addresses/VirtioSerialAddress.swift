/// A port of a virtio-serial controller.
///
/// Source: libvirt `virDomainDeviceVirtioSerialAddressParseXML`.
public struct VirtioSerialAddress: Hashable, Sendable {
  /// The index of the controller, from 0; 0 if omitted.
  public var controller: Int?
  /// The bus of the controller; 0 if omitted. A controller has only bus 0; with another number, the domain does not start.
  public var bus: Int?
  /// The port number, at most one less than the `ports` of the controller. If it is omitted, or 0 on a channel, libvirt assigns one.
  public var port: Int?

  /// Creates an address. libvirt assigns the parts that are omitted.
  public init(controller: Int? = nil, bus: Int? = nil, port: Int? = nil) {
    self.controller = controller
    self.bus = bus
    self.port = port
  }
}

extension VirtioSerialAddress: Describable {
  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.controller, &controller, .unsigned)
    coder.number(.bus, &bus, .unsigned)
    coder.number(.port, &port, .unsigned)
  }
}
