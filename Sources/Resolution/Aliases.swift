internal import DomainModel
internal import XMLTree

extension Alias {
  /// The name, when it is one that libvirt keeps.
  var kept: String? { isUserAlias ? name : nil }
}

extension ParsedXML {
  /// The name of the device an element describes, when it is one that libvirt keeps.
  func keptAlias(of node: ElementNode?) -> String? {
    node.flatMap { child(Name.alias.xml, of: $0) }.flatMap { Alias(value(.name, of: $0)).kept }
  }
}

extension Domain {
  /// Whether the first console mirrors the first serial port, which libvirt adds if there is none
  /// (`virDomainDefAddConsoleCompat`).
  var startsWithSerialConsole: Bool { consoles.first?.isSerial ?? false }

  /// The element of the first serial port: the first console, where it is a view of a port that no other element describes.
  var firstSerial: ElementNode? {
    serials.first?.sourceNode.node ?? (startsWithSerialConsole ? consoles.first?.sourceNode.node : nil)
  }

  /// How many consoles libvirt puts before the first: a serial port that no console shows gets one.
  var consolesBefore: Int {
    guard !startsWithSerialConsole, let serial = serials.first else { return 0 }
    return ["pci-serial", "usb-serial", "isa-debug"].contains(serial.target?.type) ? 0 : 1
  }
}
