internal import DomainModel
internal import SourceText
internal import XMLTree

// What a domain's XML tells of its guest.
extension RuleContext {
  /// Whether the guest is macOS: QEMU emulates Apple's system management controller or the processor that recipes for macOS ask for,
  /// or libosinfo's metadata name the system. Neither qemu-guest-agent nor spice-vdagent exists for it.
  var isMacOS: Bool {
    guard let domain = domain.header.node else { return false }
    return document.children(of: domain).contains { element in
      switch localName(of: element) {
      case "commandline": holds(element) { $0.hasPrefix("isa-applesmc") || $0.isProcessorForMacOS }
      case "metadata":
        document.children(of: element).contains { holds($0) { $0.hasPrefix("http://apple.com/") } }
      default: false
      }
    }
  }

  /// Whether the devices of a template may be more than the text shows, as it holds a marker between them.
  var mayHaveMoreDevices: Bool {
    guard let devices = domain.devices, TemplateMarker.mayOccur(inXML: file.bytes) else { return false }
    return TemplateMarker.occurs(in: document.text(of: devices))
  }

  /// Whether a child of an element has an attribute with such a value.
  private func holds(_ element: ElementNode, _ isSuch: (String) -> Bool) -> Bool {
    document.children(of: element).contains { child in
      document.attributes(of: child).contains { isSuch(document.value(of: $0)) }
    }
  }

  private func localName(of element: ElementNode) -> Substring {
    let name = document.nameText(of: element)
    return name.split(separator: ":").last ?? name[...]
  }
}

extension String {
  /// Whether it is a value of QEMU's `-cpu` such as `Penryn,kvm=on,vendor=GenuineIntel`.
  fileprivate var isProcessorForMacOS: Bool { hasPrefix("Penryn,") && holds("vendor=GenuineIntel") }
}
