// Addresses that no channel, console or virtio-serial controller can have, and that occur in files all the same.
// They are described so that they are read, shown and removed like everything else.

/// The address of a device on a SCSI, IDE or floppy controller.
public struct DriveAddress: Hashable, Sendable, Describable {
  /// A part of the address, from 0; the default of libvirt if it is omitted.
  public var controller, bus, target, unit: Int?

  /// Creates an address without parts.
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
  /// The index of the USB controller, from 0; libvirt chooses one if it is omitted.
  public var bus: Int?
  /// The port, as a path through hubs such as `1.2`; libvirt chooses one if it is omitted.
  public var port: USBPort?

  /// Creates an address without parts.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.bus, &bus, .unsigned)
    coder.attribute(.port, &port)
  }
}

/// The port of a USB device: up to four numbers, separated by dots, such as `1.2`.
public struct USBPort: AttributeValue {
  /// The port numbers, from that of the controller to that of the last hub; one to four of them.
  public let numbers: [Int]

  /// Parses a port (`virDomainDeviceUSBAddressParsePort`); nil if the text is not one to four numbers separated by dots.
  public init?(attribute text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map {
      NumberFormat.unsigned.parse(String($0))
    }
    numbers = parts.compactMap(\.self)
    guard numbers.count == parts.count, 1...4 ~= parts.count else { return nil }
  }

  /// The numbers with dots between them.
  public var attributeText: String { numbers.map(String.init).joined(separator: ".") }
  /// Empty: the values cannot be listed.
  public static var words: [String] { [] }
}

/// A smart card slot.
public struct CCIDAddress: Hashable, Sendable, Describable {
  /// A part of the address, from 0; the default of libvirt if it is omitted.
  public var controller, slot: Int?

  /// Creates an address without parts.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.controller, &controller, .unsigned)
    coder.number(.slot, &slot, .unsigned)
  }
}

/// An address on the VIO bus of a pseries machine.
public struct SpaprVIOAddress: Hashable, Sendable, Describable {
  /// The register, 0 to 2^63 - 1; libvirt assigns one if it is omitted.
  public var reg: Int?

  /// Creates an address without parts.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.reg, &reg, .bareHexadecimal(upTo: .max))
  }
}

/// An ISA address: an I/O port and an interrupt.
public struct ISAAddress: Hashable, Sendable, Describable {
  /// A part of the address, from 0; the default of libvirt if it is omitted.
  public var iobase, irq: Int?

  /// Creates an address without parts.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.iobase, &iobase, .bareHexadecimal())
    coder.number(.irq, &irq, .bareHexadecimal())
  }
}

/// A memory slot.
public struct DIMMAddress: Hashable, Sendable, Describable {
  /// A part of the address, from 0; the default of libvirt if it is omitted.
  public var slot, base: Int?

  /// Creates an address without parts.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.slot, &slot, .unsigned)
    coder.number(.base, &base, .bareHexadecimal(upTo: .max))
    coder.require(.slot)
  }
}
