internal import DomainModel
internal import SourceText
internal import XMLTree

// What a domain's XML tells of its guest.
extension RuleContext {
  /// Whether the guest is macOS: QEMU emulates Apple's system management controller, or libosinfo's metadata name the system. Neither
  /// qemu-guest-agent nor spice-vdagent exists for it.
  var isMacOS: Bool {
    guard let domain = domain.header.node else { return false }
    return document.children(of: domain).contains { element in
      switch localName(of: element) {
      case "commandline": holds(element, beginning: "isa-applesmc")
      case "metadata": document.children(of: element).contains { holds($0, beginning: "http://apple.com/") }
      default: false
      }
    }
  }

  /// Whether the devices of a template may be more than the text shows, as it holds a marker between them.
  var mayHaveMoreDevices: Bool {
    guard let devices = domain.devices, TemplateMarker.mayOccur(inXML: file.bytes) else { return false }
    return TemplateMarker.occurs(in: document.text(of: devices))
  }

  /// Whether a child of an element has an attribute whose value begins so.
  private func holds(_ element: ElementNode, beginning text: String) -> Bool {
    document.children(of: element).contains { child in
      document.attributes(of: child).contains { document.value(of: $0).hasPrefix(text) }
    }
  }

  private func localName(of element: ElementNode) -> Substring {
    let name = document.nameText(of: element)
    return name.split(separator: ":").last ?? name[...]
  }
}
