internal import DomainModel
internal import XMLTree

extension Alias {
  /// The name, when it is one that libvirt keeps.
  var kept: String? { isUserAlias ? name : nil }
}

extension XMLDocument {
  /// The name of the device an element describes, when it is one that libvirt keeps.
  func keptAlias(of node: XMLNode?) -> String? {
    node.flatMap { child(Name.alias.xml, of: $0) }.flatMap { Alias(value(.name, of: $0)).kept }
  }
}

extension Domain {
  /// Whether the first console is another view of the first serial port, which is made when there is none
  /// (`virDomainDefAddConsoleCompat`).
  var startsWithSerialConsole: Bool { consoles.first?.isSerial ?? false }

  /// The element of the first serial port: the first console, where it is a view of a port that no other element describes.
  var firstSerial: XMLNode? {
    serials.first?.origin.node ?? (startsWithSerialConsole ? consoles.first?.origin.node : nil)
  }

  /// How many consoles libvirt puts before the first: a serial port that no console shows gets one.
  var consolesBefore: Int {
    guard !startsWithSerialConsole, let serial = serials.first else { return 0 }
    return ["pci-serial", "usb-serial", "isa-debug"].contains(serial.target?.type) ? 0 : 1
  }
}
