internal import DomainModel

extension Alias {
  /// The name, when it is one that libvirt keeps.
  var kept: String? { isUserAlias ? name : nil }
}

extension Domain {
  /// Whether the first console is another view of the first serial port, which is made when there is none
  /// (`virDomainDefAddConsoleCompat`).
  var startsWithSerialConsole: Bool { consoles.first?.isSerial ?? false }

  /// How many consoles libvirt puts before the first: a serial port that no console shows gets one.
  var consolesBefore: Int {
    guard !startsWithSerialConsole, let serial = serials.first else { return 0 }
    return ["pci-serial", "usb-serial", "isa-debug"].contains(serial.target?.type) ? 0 : 1
  }
}
