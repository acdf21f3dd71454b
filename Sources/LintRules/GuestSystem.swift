internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a domain's XML tells of its guest.
extension RuleContext {
  /// Whether the guest is macOS: QEMU emulates Apple's system management controller or the processor that recipes for macOS ask for,
  /// or libosinfo's metadata name the system. Neither qemu-guest-agent nor spice-vdagent exists for it.
  var isMacOS: Bool {
    isSystem(of: "http://apple.com/") { element, name in
      name == "commandline" && holds(element) { $0.hasPrefix("isa-applesmc") || $0.isProcessorForMacOS }
    }
  }

  /// Whether the guest is a Windows without a virtio-serial driver: libosinfo metadata or Hyper-V enlightenments
  /// identify Windows, which does not include one, and the domain has no virtio device that would need the drivers.
  ///
  /// Source: libvirt documentation, "Hypervisor features" (hyperv); virt-manager adds the guest agent's channel only
  /// to systems with the driver (`virtinst.Guest._add_default_channels`).
  var isWindowsWithoutDrivers: Bool {
    isWindows
      && !domain.channels.contains { $0.isVirtio } && !domain.consoles.contains { $0.isVirtio }
      && !domain.deviceNodes.contains(where: isVirtio)
  }

  private var isWindows: Bool {
    isSystem(of: "http://microsoft.com/") { element, name in
      name == "features" && document.children(of: element).contains { localName(of: $0) == "hyperv" }
    }
  }

  /// Whether libosinfo's metadata name a system of a vendor, or another element of the domain is a sign of it.
  private func isSystem(of vendor: String, orSign isSign: (ElementNode, Substring) -> Bool) -> Bool {
    guard let domain = domain.header.node else { return false }
    return document.children(of: domain).contains { element in
      let name = localName(of: element)
      return name == "metadata"
        ? document.children(of: element).contains { holds($0) { $0.hasPrefix(vendor) } } : isSign(element, name)
    }
  }

  /// Whether a disk, a network card, a SCSI controller or a file system is a virtio device.
  private func isVirtio(_ device: ElementNode) -> Bool {
    switch localName(of: device) {
    case "filesystem": true
    case "disk": document.child(Name.target.xml, of: device).map { document.value(.bus, of: $0) == "virtio" } ?? false
    case "interface":
      document.child(Name.model.xml, of: device).flatMap { document.value(.type, of: $0) }?.hasPrefix("virtio") ?? false
    case "controller": document.value(.model, of: device)?.hasPrefix("virtio-scsi") ?? false
    default: false
    }
  }

  /// Whether the devices of a template may be more than the text shows, as it holds a marker between them.
  var mayHaveMoreDevices: Bool {
    guard document.mayBeTemplate else { return false }
    return domain.deviceLists.contains { TemplateMarker.occurs(in: document.text(of: $0)) }
  }

  /// Whether the domain has no graphics of a type; a fragment or a template may have them elsewhere.
  func lacksGraphics(_ type: String) -> Bool {
    !domain.isFragment && !resolved.graphics.contains(type) && !mayHaveMoreDevices
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
