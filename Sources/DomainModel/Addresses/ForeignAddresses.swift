// Addresses that no channel, console or virtio-serial controller can have, and that occur in files all the same.
// They are described so that they are read, shown and removed like everything else.

/// The address of a device on a SCSI, IDE or floppy controller.
public struct DriveAddress: Hashable, Sendable, Describable {
  /// The parts, each from 0.
  public var controller, bus, target, unit: Int?

  /// Makes an empty address.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.controller, &controller, .unsigned)
    coder.number(.bus, &bus, .unsigned)
    coder.number(.target, &target, .unsigned)
    coder.number(.unit, &unit, .unsigned)
  }
}

/// A USB port.
public struct USBAddress: Hashable, Sendable, Describable {
  /// The index of the USB controller.
  public var bus: Int?
  /// The port, through hubs.
  public var port: USBPort?

  /// Makes an empty address.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.bus, &bus, .unsigned)
    coder.attribute(.port, &port)
  }
}

/// The port of a USB device: up to four numbers, separated by dots, such as `1.2`.
public struct USBPort: AttributeValue {
  /// The numbers, from the controller's port to that of the last hub.
  public let numbers: [Int]

  /// Reads a port (`virDomainDeviceUSBAddressParsePort`).
  public init?(attribute text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map {
      NumberFormat.unsigned.parse(String($0))
    }
    numbers = parts.compactMap(\.self)
    guard numbers.count == parts.count, 1...4 ~= parts.count else { return nil }
  }

  /// The numbers with dots between them.
  public var attributeText: String { numbers.map(String.init).joined(separator: ".") }
  /// There are too many to name.
  public static var words: [String] { [] }
}

/// A smart card slot.
public struct CCIDAddress: Hashable, Sendable, Describable {
  /// The parts, each from 0.
  public var controller, slot: Int?

  /// Makes an empty address.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.controller, &controller, .unsigned)
    coder.number(.slot, &slot, .unsigned)
  }
}

/// A register of a pseries machine.
public struct SpaprVIOAddress: Hashable, Sendable, Describable {
  /// The register, up to 2^63 - 1.
  public var reg: Int?

  /// Makes an empty address.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.reg, &reg, .bareHexadecimal(upTo: .max))
  }
}

/// An ISA port.
public struct ISAAddress: Hashable, Sendable, Describable {
  /// The parts, each from 0.
  public var iobase, irq: Int?

  /// Makes an empty address.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.iobase, &iobase, .bareHexadecimal())
    coder.number(.irq, &irq, .bareHexadecimal())
  }
}

/// A memory slot.
public struct DIMMAddress: Hashable, Sendable, Describable {
  /// The parts, each from 0.
  public var slot, base: Int?

  /// Makes an empty address.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.slot, &slot, .unsigned)
    coder.number(.base, &base, .bareHexadecimal(upTo: .max))
    coder.require(.slot)
  }
}
