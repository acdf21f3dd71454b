/// Why libvirt refuses the USB port of a device, or finds none for it.
public enum USBRefusal: Error, Hashable, Sendable {
  /// The domain has no USB controller. "USB is disabled for this domain, but USB devices are present in the domain XML"
  case disabled
  /// Two controllers share an index and are not parts of one. "Duplicate USB controllers with index …"
  case duplicateController(index: Int)
  /// No controller has the index that the bus names. "Missing USB bus …"
  case missingBus(Int)
  /// No controller has the index that the bus names, and libvirt was to choose the port. "USB bus … requested but no controller …"
  case missingController(Int)
  /// A controller or hub has fewer ports than the address goes through. "port … out of range in USB address bus: …"
  case portOutOfRange(Int, USBPortPath)
  /// The address goes through a port without a hub. "there is no hub at port … in USB address bus: …"
  case missingHub(port: Int, USBPortPath)
  /// A controller or hub has fewer ports than the address names. "requested USB port … not present on USB bus …"
  case missingPort(USBPortPath)
  /// Another hub has the port. "Duplicate USB hub on bus … port …"
  case hubTaken(USBPortPath)
  /// Another device has the port. "Duplicate USB address bus … port …"
  case portTaken(USBPortPath)
  /// Every port is taken. "No free USB ports"
  case noFreePort
}

/// A USB port: the index of the controller, and the numbers of the ports from the controller's to that of the last hub.
public struct USBPortPath: Hashable, Sendable {
  /// The index of the controller.
  public let bus: Int
  /// The numbers, each from 1; a 0 ends what libvirt prints.
  public let numbers: [Int]

  /// The numbers as libvirt prints them: `1.2`.
  public var text: String { numbers.prefix { $0 != 0 }.map(String.init).joined(separator: ".") }
}
