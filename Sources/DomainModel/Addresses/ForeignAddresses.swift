// Addresses that no channel, console or virtio-serial controller can have, and that occur in files all the same.
// They are described so that they are read, shown and removed like everything else.

/// A place on a SCSI, IDE or floppy controller.
public struct DriveAddress: Hashable, Sendable, Describable {
  /// The parts, each from 0.
  public var controller, bus, target, unit: Int?

  /// Makes an address that says nothing.
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
  /// Up to four numbers from 1, separated by dots.
  public var port: String?

  /// Makes an address that says nothing.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.bus, &bus, .unsigned)
    coder.attribute(.port, &port)
  }
}

/// A smart card slot.
public struct CCIDAddress: Hashable, Sendable, Describable {
  /// The parts, each from 0.
  public var controller, slot: Int?

  /// Makes an address that says nothing.
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

  /// Makes an address that says nothing.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.reg, &reg, .bareHexadecimal(upTo: .max))
  }
}

/// An ISA port.
public struct ISAAddress: Hashable, Sendable, Describable {
  /// The parts, each from 0.
  public var iobase, irq: Int?

  /// Makes an address that says nothing.
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

  /// Makes an address that says nothing.
  public init() {}

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.slot, &slot, .unsigned)
    coder.number(.base, &base, .bareHexadecimal(upTo: .max))
    coder.require(.slot)
  }
}
