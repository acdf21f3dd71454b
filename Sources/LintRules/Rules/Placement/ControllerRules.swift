internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// VC2xx: what a controller says of itself.
extension Rule {
  static let controllers = [
    badNumber, duplicateControllerIndex, controllerPortsZero, controllerPortsOver511, controllerPortsOne, badVectors,
    badControllerTypeOrModel, virtioSCSIOnlyDriver, unsupportedPacked,
  ]

  static let duplicateControllerIndex = Rule(
    "VC206", "duplicate-controller-index", .error,
    "Two controllers of the same type share an index.",
    rationale: """
      Addresses refer to a controller by its index, so libvirt refuses duplicates of any controller type; only the
      parts of a USB 2.0 controller share an index. A controller without an index gets the lowest free one.
      """,
    sources: [.libvirt("src/conf/domain_postparse.c", "virDomainDefRejectDuplicateControllers")],
    good: [
      Example("<controller type='virtio-serial' index='0'/>\n<controller type='virtio-serial' index='1'/>"),
      Example("<controller type='virtio-serial'/>\n<controller type='virtio-serial'/>"),
    ],
    bad: [
      Example("<controller type='virtio-serial' index='0'/>\n<controller type='virtio-serial' index='⟦0⟧'/>"),
      Example("<controller type='scsi' index='0'/>\n<controller type='scsi' index='⟦0⟧'/>"),
    ],
    .wording)

  static let controllerPortsZero = Rule(
    "VC207", "controller-ports-zero", .error,
    "A controller has ports='0'.",
    rationale: """
      libvirt passes the number to QEMU, which does not start: a controller has 1 to 511 ports. The default is 31.
      """,
    sources: [.qemu("hw/char/virtio-serial-bus.c", "virtio_serial_device_realize")],
    good: [Example("<controller type='virtio-serial' index='0' ports='16'/>")],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0' ports='⟦0⟧'/>",
        fixed: "<controller type='virtio-serial' index='0'/>")
    ]
  ) { context, findings in
    for controller in context.domain.controllers where controller.ports == 0 {
      findings.add(
        at: context.range(of: .ports, in: controller.sourceNode),
        "a controller cannot have 0 ports",
        help: "remove the attribute to use the default of QEMU, 31",
        refusal: Refusal(by: .qemu, "Maximum number of serial ports not specified"),
        fixes: [context.fix("remove ports='0'", controller, safety: .unsafe) { $0.ports = nil }])
    }
  }

  static let controllerPortsOver511 = Rule(
    "VC208", "controller-ports-over-511", .error,
    "A controller has more than 511 ports.",
    rationale: """
      Each port needs two queues, and a virtio device of QEMU has at most 1024, two of which the controller itself
      uses. libvirt and its schema accept a larger number, but QEMU does not start.
      """,
    sources: [.qemu("hw/char/virtio-serial-bus.c", "virtio_serial_device_realize")],
    good: [Example("<controller type='virtio-serial' index='0' ports='511'/>")],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0' ports='⟦512⟧'/>",
        fixed: "<controller type='virtio-serial' index='0' ports='511'/>")
    ]
  ) { context, findings in
    for controller in context.domain.controllers {
      guard let ports = controller.ports, ports > 511 else { continue }
      findings.add(
        at: context.range(of: .ports, in: controller.sourceNode),
        "a controller has at most 511 ports, not \(ports)",
        help: "set ports='511', and add a controller if more are needed",
        refusal: Refusal(by: .qemu, "maximum ports supported: 511"),
        fixes: [context.fix("set ports='511'", controller, safety: .unsafe) { $0.ports = 511 }])
    }
  }

  static let controllerPortsOne = Rule(
    "VC209", "controller-ports-one", .warning,
    "A controller has only port 0, which no channel can use.",
    rationale: """
      Only a virtio console can use port 0. libvirt keeps the controller and adds a second one for channels, which
      wastes a PCI slot.
      """,
    sources: [.libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrNext")],
    good: [Example("<controller type='virtio-serial' index='0' ports='2'/>")],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0' ports='⟦1⟧'/>",
        fixed: "<controller type='virtio-serial' index='0'/>")
    ]
  ) { context, findings in
    for controller in context.domain.controllers where controller.ports == 1 {
      findings.add(
        at: context.range(of: .ports, in: controller.sourceNode),
        "a controller with 1 port has only port 0, which only a console can use",
        help: "remove the attribute to use the default of QEMU, 31",
        fixes: [context.fix("remove ports='1'", controller, safety: .unsafe) { $0.ports = nil }])
    }
  }

  static let badVectors = Rule(
    "VC218", "bad-vectors", .warning,
    "A controller requests more MSI-X vectors than PCI allows.",
    rationale: """
      A PCI device has at most 2048 MSI-X vectors. If a device requests more, QEMU prints a warning, starts, and the
      device uses one shared interrupt instead.
      """,
    sources: [.qemu("hw/pci/msix.c", "msix_init"), .qemu("hw/virtio/virtio-pci.c", "virtio_pci_device_plugged")],
    good: [Example("<controller type='virtio-serial' index='0' vectors='4'/>")],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0' vectors='⟦3000⟧'/>",
        fixed: "<controller type='virtio-serial' index='0'/>")
    ]
  ) { context, findings in
    for controller in context.domain.controllers {
      guard let vectors = controller.vectors, vectors > 2048 else { continue }
      findings.add(
        at: context.range(of: .vectors, in: controller.sourceNode),
        "a PCI device has at most 2048 vectors, not \(vectors)",
        help:
          "remove the attribute to use the default of QEMU, 2; a controller uses at most one vector more than it has ports",
        fixes: [context.fix("remove the attribute 'vectors'", controller, safety: .unsafe) { $0.vectors = nil }])
    }
  }
}

extension RuleContext {
  func duplicateIndex(
    _ index: Int, _ kind: ControllerKind, at second: ElementNode?, first: ElementNode?
  ) -> FindingWording {
    FindingWording(
      .duplicateControllerIndex, at: range(of: .index, in: SourceNode(second)),
      "index \(index) is already used by another \(kind.rawValue) controller",
      help: "use a free index, or remove the attribute",
      refusal: .xml("Multiple '\(kind.rawValue)' controllers with index '\(index)'"),
      notes: [Diagnostic.Note("the other controller", at: range(of: .index, in: SourceNode(first)))])
  }
}
