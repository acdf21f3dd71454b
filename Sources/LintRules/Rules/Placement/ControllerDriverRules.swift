internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// The <driver> of a controller.
extension Rule {
  static let virtioSCSIOnlyDriver = Rule(
    "VC215", "virtio-scsi-only-driver", .error,
    "A virtio-serial controller has a driver option that only virtio-scsi supports.",
    rationale: """
      libvirt parses queues, cmd_per_lun, max_sectors, ioeventfd and iothread on every controller, but refuses them
      unless the controller is virtio-scsi. The number 0 has no effect. If there are several <driver> elements, the
      first counts; before libvirt 7.4.0, the last.
      """,
    sources: [
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefControllerAttributes"),
      .libvirt("src/conf/domain_postparse.c", "virDomainControllerDefPostParse"),
    ],
    good: [
      Example("<controller type='virtio-serial' index='0'><driver iommu='off'/></controller>"),
      Example("<controller type='virtio-serial' index='0'><driver queues='0'/></controller>"),
    ],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0'><driver ⟦queues⟧='4'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'><driver/></controller>"),
      Example(
        "<controller type='virtio-serial' index='0'><driver iommu='off' ⟦iothread⟧='1'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'><driver iommu='off'/></controller>"),
      Example(
        "<controller type='virtio-serial' index='0'><driver/><driver ⟦queues⟧='4'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'><driver/><driver/></controller>", with: .bullseye,
        onPage: false),
    ]
  ) { context, findings in
    for controller in context.domain.controllers {
      guard let driver = context.driver(of: controller) else { continue }
      for attribute in context.scsiOptions(of: driver) {
        let name = context.document.nameText(of: attribute)
        findings.add(
          at: context.document.nameRange(of: attribute), "only virtio-scsi controllers support '\(name)'",
          refusal: name == Name.iothread.text
            ? .xml("'iothread' attribute only supported for virtio scsi controllers")
            : .unsupported("'\(name)' is only supported by virtio-scsi controller"),
          fixes: [context.removal("remove the attribute '\(name)'", of: attribute)])
      }
    }
  }
}

extension Rule {
  static let unsupportedPacked = Rule(
    "VC232", "unsupported-packed", .error,
    "A virtio device requests packed virtqueues, which the selected QEMU does not support.",
    rationale: """
      QEMU has packed virtqueues since 4.2. With an older QEMU, libvirt refuses the attribute, whether it is on or
      off.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainVirtioOptions", in: "7.0.0")],
    good: [Example("<controller type='virtio-serial' index='0'><driver packed='on'/></controller>")],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0'><driver packed='⟦on⟧'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'><driver/></controller>",
        with: Versions(libvirt: Version(7), qemu: Version(4, 1))),
      Example(
        "<interface type='user'><model type='virtio'/><driver packed='⟦off⟧'/></interface>",
        fixed: "<interface type='user'><model type='virtio'/><driver/></interface>",
        with: Versions(libvirt: Version(7), qemu: Version(4, 1))),
    ]
  ) { context, findings in
    guard !context.versions.supports(.packedVirtqueues) else { return }
    for node in context.domain.deviceNodes.flatMap({ context.children(.driver, of: $0) }) {
      guard let packed = context.document.attribute(Name.packed.xml, of: node) else { continue }
      findings.add(
        at: context.document.valueRange(of: packed), "QEMU \(context.versions.qemu) has no packed virtqueues",
        help: "remove packed=, or use QEMU \(Change.packedVirtqueues.qemu) or later",
        refusal: .unsupported("the packed setting is not supported with this QEMU binary"),
        fixes: [context.removal("remove the attribute 'packed'", of: packed)])
    }
  }
}

extension RuleContext {
  /// The driver element whose options count.
  fileprivate func driver(of controller: Controller) -> ElementNode? {
    let drivers = controller.sourceNode.node.map { children(.driver, of: $0) } ?? []
    return versions.supports(.attributeErrors) ? drivers.first : drivers.last
  }

  /// The options of virtio-scsi that say something, in the order in which libvirt looks.
  fileprivate func scsiOptions(of driver: ElementNode) -> [XMLAttribute] {
    [Name.queues, .cmdPerLun, .maxSectors, .ioeventfd, .iothread].compactMap { name in
      attribute(name, of: SourceNode(driver)).flatMap { attribute in
        let value = document.value(of: attribute)
        let isSaid = name == .ioeventfd ? OnOff(attribute: value) != nil : NumberFormat.unsigned.parse(value) ?? 0 != 0
        return isSaid ? attribute : nil
      }
    }
  }
}
