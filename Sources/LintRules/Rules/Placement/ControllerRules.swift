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
    "Two controllers of one type share an index.",
    rationale: """
      Addresses refer to a controller by its index, so libvirt refuses duplicates, whatever the type; only the parts of a USB 2.0 controller
      share one. A controller without an index gets the lowest free one.
      """,
    foresees: [
      .xml("Multiple 'virtio-serial' controllers with index '0'"), .xml("Multiple 'scsi' controllers with index '0'"),
    ],
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
    rationale:
      "libvirt hands the number on and QEMU refuses to start: a controller has 1 to 511 ports, 31 when nothing is said.",
    foresees: [Refusal(by: .qemu, "Maximum number of serial ports not specified")],
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
        help: "remove the attribute to have QEMU's 31",
        refusal: Refusal(by: .qemu, "Maximum number of serial ports not specified"),
        fixes: [context.fix("remove ports='0'", controller, safety: .unsafe) { $0.ports = nil }])
    }
  }

  static let controllerPortsOver511 = Rule(
    "VC208", "controller-ports-over-511", .error,
    "A controller has more than 511 ports.",
    rationale: """
      Every port needs two queues and QEMU's virtio devices have at most 1024, of which the controller keeps two. libvirt and its
      schema take more, and QEMU refuses to start.
      """,
    foresees: [Refusal(by: .qemu, "maximum ports supported: 511")],
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
        help: "write ports='511', and add a controller if more are needed",
        refusal: Refusal(by: .qemu, "maximum ports supported: 511"),
        fixes: [context.fix("write ports='511'", controller, safety: .unsafe) { $0.ports = 511 }])
    }
  }

  static let controllerPortsOne = Rule(
    "VC209", "controller-ports-one", .warning,
    "A controller has only port 0, which no channel can use.",
    rationale: """
      Port 0 is for a virtio console. libvirt keeps such a controller and adds a second one for the channels, which costs the
      guest a PCI slot for nothing.
      """,
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
        "a controller with 1 port has room for a console on port 0 and for no channel",
        help: "remove the attribute to have QEMU's 31",
        fixes: [context.fix("remove ports='1'", controller, safety: .unsafe) { $0.ports = nil }])
    }
  }

  static let badVectors = Rule(
    "VC218", "bad-vectors", .warning,
    "A controller requests more MSI-X vectors than PCI allows.",
    rationale:
      "A PCI device has at most 2048 vectors. QEMU warns, starts, and the device falls back to a shared interrupt.",
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
        help: "remove the attribute to have QEMU's 2; a controller uses one vector more than it has ports at most",
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
