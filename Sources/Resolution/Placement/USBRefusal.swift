/// The reason why libvirt refuses the USB port of a device or cannot assign one.
public enum USBRefusal: Error, Hashable, Sendable {
  /// The domain has no USB controller. "USB is disabled for this domain, but USB devices are present in the domain XML"
  case disabled
  /// Two controllers that are not parts of one share an index. "Duplicate USB controllers with index …"
  case duplicateController(index: Int)
  /// No controller has the index of the bus. "Missing USB bus …"
  case missingBus(Int)
  /// No controller has the index of the bus, and the address has no port. "USB bus … requested but no controller …"
  case missingController(Int)
  /// A controller or hub on the path does not have the port. "port … out of range in USB address bus: …"
  case portOutOfRange(Int, USBPortPath)
  /// A port on the path has no hub. "there is no hub at port … in USB address bus: …"
  case missingHub(port: Int, USBPortPath)
  /// The controller or hub does not have the port. "requested USB port … not present on USB bus …"
  case missingPort(USBPortPath)
  /// Another hub has the port. "Duplicate USB hub on bus … port …"
  case hubTaken(USBPortPath)
  /// Another device has the port. "Duplicate USB address bus … port …"
  case portTaken(USBPortPath)
  /// Every port is in use. "No free USB ports"
  case noFreePort
}

/// A USB port: the index of the controller, and the port numbers from that of the controller to that of the last hub.
public struct USBPortPath: Hashable, Sendable {
  /// The index of the controller.
  public let bus: Int
  /// The port numbers, each from 1; libvirt prints the numbers before the first 0.
  public let numbers: [Int]

  /// The port numbers as libvirt prints them, such as `1.2`.
  public var text: String { numbers.prefix { $0 != 0 }.map(String.init).joined(separator: ".") }
}
