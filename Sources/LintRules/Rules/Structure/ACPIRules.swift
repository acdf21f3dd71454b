internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What the guest's ACPI tables call a device.
extension Rule {
  static let acpiIndices = [badACPIIndex, duplicateACPIIndex]

  static let badACPIIndex = Rule(
    "VC123", "bad-acpi-index", .error,
    "An ACPI index is out of range, or the device is not on PCI.",
    rationale: """
      <acpi index='…'/> sets the index of a PCI device in the ACPI tables of the guest. Channels are ports, not PCI
      devices, and controllers on CCW or virtio-mmio are not PCI devices either. QEMU allows indices up to 16383.
      libvirt supports the element since 7.3.0.
      """,
    sources: [
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceInfo"),
      .qemu("hw/acpi/pcihp.c", "acpi_pcihp_device_pre_plug_cb"),
    ],
    good: [
      Example("<controller type='virtio-serial' index='0'><acpi index='7'/></controller>"),
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><acpi index='7'/></channel>", with: .bullseye,
        onPage: false),
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><⟦acpi⟧ index='7'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>"),
      Example(
        "<interface type='user'><model type='virtio'/><⟦acpi⟧ index='4'/></interface>",
        fixed: "<interface type='user'><model type='virtio'/></interface>",
        with: Versions(libvirt: Version(9), qemu: Version(5, 2))),
      Example("<controller type='virtio-serial' index='0'><acpi index='⟦16384⟧'/></controller>"),
    ]
  ) { context, findings in
    guard context.versions.libvirt >= Change.acpiIndex.libvirt else { return }
    guard context.versions.supports(.acpiIndex) else { return context.refuseACPIIndices(&findings) }
    for (acpi, isPCI) in context.acpiIndices {
      guard let index = acpi.index else { continue }
      if !isPCI {
        findings.add(
          at: context.range(of: acpi.sourceNode), "only a PCI device has an ACPI index",
          refusal: .unsupported("ACPI index is only supported for PCI devices"),
          fixes: [context.removal("remove the <acpi>", of: acpi.sourceNode)])
      } else if index > 16383 {
        findings.add(
          at: context.range(of: .index, in: acpi.sourceNode),
          "ACPI index \(index) is out of range; the maximum is 16383",
          refusal: Refusal(by: .qemu, "acpi-index should be less or equal to 16383"))
      }
    }
  }

  static let duplicateACPIIndex = Rule(
    "VC126", "duplicate-acpi-index", .error,
    "Two devices share an ACPI index.",
    rationale: """
      An ACPI index is unique among the PCI devices of an x86 machine. libvirt does not check this, but QEMU does not
      start.
      """,
    sources: [.qemu("hw/acpi/pcihp.c", "acpi_pcihp_device_pre_plug_cb")],
    good: [
      Example(
        "<controller type='virtio-serial' index='0'><acpi index='7'/></controller>\n"
          + "<controller type='virtio-serial' index='1'><acpi index='8'/></controller>"),
      Example(
        "<controller type='virtio-serial' index='0'><acpi index='7'/></controller>\n"
          + "<controller type='virtio-serial' index='1'><acpi index='7'/></controller>", with: .bullseye, onPage: false),
    ],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0'><acpi index='7'/></controller>\n"
          + "<controller type='virtio-serial' index='1'><acpi index='⟦7⟧'/></controller>")
    ]
  ) { context, findings in
    guard context.versions.supports(.acpiIndex), context.domain.header.architecture == "x86_64" else { return }
    for (acpi, first) in context.repeatedACPIIndices {
      let index = acpi.index ?? 0
      findings.add(
        at: context.range(of: .index, in: acpi.sourceNode), "the ACPI index \(index) is already used by another device",
        refusal: Refusal(by: .qemu, "a PCI device with acpi-index = \(index) already exist"),
        notes: [Diagnostic.Note("the other device", at: context.document.nameRange(of: first))])
    }
  }
}

extension RuleContext {
  /// The ACPI indices, and whether each is on PCI. A device without an address may still get a PCI address.
  fileprivate var acpiIndices: [(ACPI, isPCI: Bool)] {
    let controllers = domain.controllers.compactMap { device in device.acpi.map { ($0, device.address.mayBePCI) } }
    let channels = domain.channels.compactMap { device in
      device.acpi.map { ($0, !device.isVirtio && device.address.mayBePCI) }
    }
    let consoles = domain.consoles.compactMap { device in device.acpi.map { ($0, device.address.mayBePCI) } }
    return controllers + channels + consoles
  }

  /// QEMU before 6.0 has no ACPI index: libvirt refuses it on every device (`qemuValidateDomainDeviceInfo`).
  fileprivate func refuseACPIIndices(_ findings: inout Findings) {
    for node in domain.deviceNodes {
      guard let (acpi, _) = acpiIndex(of: node) else { continue }
      findings.add(
        at: document.nameRange(of: acpi), "ACPI indices require QEMU \(Change.acpiIndex.qemu) or later",
        help: "remove the <acpi>, or use QEMU \(Change.acpiIndex.qemu) or later",
        refusal: .unsupported("ACPI index is not supported with this QEMU"),
        fixes: [removal("remove the <acpi>", of: SourceNode(acpi))])
    }
  }

  /// The indices of controllers that another device has, and that device. Of two controllers it is the second's.
  fileprivate var repeatedACPIIndices: [(ACPI, ElementNode)] {
    let own = domain.controllers.compactMap(\.acpi)
    guard own.contains(where: { $0.index != nil }) else { return [] }
    let all = domain.deviceNodes.compactMap { node in acpiIndex(of: node).map { (node: node, place: $0, index: $1) } }
    let byIndex = Dictionary(grouping: all, by: \.index)
    let ownNodes = Set(own.compactMap(\.sourceNode.node))
    return own.compactMap { acpi in
      // Of each index only the first controller's looks past the first device.
      let holder = acpi.index.flatMap { byIndex[$0] }?.first { device in
        acpi.sourceNode.node.map { device.place < $0 } ?? true || !ownNodes.contains(device.place)
      }
      return holder.map { (acpi, $0.node) }
    }
  }

  private func acpiIndex(of device: ElementNode) -> (ElementNode, Int)? {
    guard let place = document.child(Name.acpi.xml, of: device) else { return nil }
    return document.value(Name.index, of: place).flatMap(NumberFormat.positive.parse).map { (place, $0) }
  }
}

extension Address? {
  /// Whether it is on PCI, or unsaid.
  fileprivate var mayBePCI: Bool { self.map { $0.pci != nil } ?? true }
}
