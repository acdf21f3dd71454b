/// A port of a virtio-serial controller.
///
/// Source: libvirt `virDomainDeviceVirtioSerialAddressParseXML`.
public struct VirtioSerialAddress: Hashable, Sendable {
  /// The index of the controller; absent means 0.
  public var controller: Int?
  /// The bus of that controller. It has one, 0; QEMU refuses any other at start.
  public var bus: Int?
  /// The port's number. On a channel 0 and absent mean "choose"; at most one less than the controller's `ports`.
  public var port: Int?

  /// Makes an address; what is left out is left to libvirt.
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
