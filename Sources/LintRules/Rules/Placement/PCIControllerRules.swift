internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a PCI controller states of itself.
extension Rule {
  static let pciControllers = [badPCIController, controllerBeforeItsBus]

  static let badPCIController = Rule(
    "VC233", "bad-pci-controller", .error,
    "A PCI controller has an index, an address or an option that its model does not allow.",
    rationale: """
      A machine has one root bus, with index 0 and no address; only pseries machines have several. Expander buses
      exist only on some machines, and each option of `<target>` is valid only for some models.
      """,
    sources: [
      .libvirt("src/qemu/qemu_postparse.c", "qemuDomainControllerDefPostParse"),
      .libvirt("src/conf/domain_validate.c", "virDomainControllerDefValidate"),
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefControllerPCI"),
      .libvirt("src/qemu/qemu_domain_address.c", "qemuDomainAddressFindNewTargetIndex"),
      .qemu("hw/ppc/spapr.c", "spapr_phb_pre_plug"),
    ],
    good: [
      Example("<controller type='pci' index='0' model='pcie-root'/>", in: .devices(machine: "q35")),
      Example(
        "<controller type='pci' index='1' model='pci-root'><target index='1'/></controller>",
        in: .devices(machine: "pseries", architecture: "ppc64le")),
      Example("<controller type='pci' index='1' model='pci-expander-bus'><target busNr='254'/></controller>"),
    ],
    bad: [
      Example("<controller type='pci' index='⟦1⟧' model='pcie-root'/>", in: .devices(machine: "q35")),
      Example("<controller type='pci' index='1' model='⟦pci-expander-bus⟧'/>", in: .devices(machine: "q35")),
      Example("<controller type='pci' index='1' model='⟦pcie-expander-bus⟧'/>"),
      Example(
        "<controller type='pci' index='0' model='pci-root'><⟦address⟧ type='pci' slot='2'/></controller>",
        fixed: "<controller type='pci' index='0' model='pci-root'></controller>"),
      Example(
        "<controller type='pci' index='1' model='pcie-root-port'><target chassis='⟦256⟧'/></controller>",
        in: .devices(machine: "q35")),
      Example(
        "<controller type='pci' index='1' model='pcie-root-port'><target port='⟦0400⟧'/></controller>",
        in: .devices(machine: "q35"), onPage: false),
      Example(
        "<controller type='pci' index='1' model='pcie-root-port'><target chassis='⟦x⟧' port='⟦-1⟧'/></controller>",
        in: .devices(machine: "q35")),
      Example(
        "<controller type='pci' index='1' model='pcie-root-port'><target chassis='⟦x⟧' port='-1'/></controller>",
        in: .devices(machine: "q35"), with: .bullseye, onPage: false),
      Example(
        "<controller type='pci' index='1' model='pci-root'><target index='⟦0⟧'/></controller>",
        in: .devices(machine: "pseries", architecture: "ppc64le")),
      Example(
        "<controller type='pci' index='1' model='pci-bridge'><target ⟦busNr⟧='3'/></controller>",
        fixed: "<controller type='pci' index='1' model='pci-bridge'><target/></controller>"),
      Example("<controller type='pci' index='⟦0⟧' model='pcie-root-port'/>", in: .devices(machine: "q35")),
      Example(
        """
        <controller type='pci' index='1' model='pci-root'/>
        <⟦controller⟧ type='pci' index='2' model='pci-root'>
          <target index='1'/>
        </controller>
        """, in: .devices(machine: "pseries", architecture: "ppc64le"), onPage: false),
      Example(
        "<⟦controller⟧ type='pci' index='31' model='pci-root'/>",
        in: .devices(machine: "pseries", architecture: "ppc64le"), onPage: false),
      Example(
        "<⟦controller⟧ type='pci' index='32' model='pci-root'/>",
        in: .devices(machine: "pseries", architecture: "ppc64le"), onPage: false),
    ]
  ) { context, findings in
    lazy var indices = context.indicesOfPCIControllers
    for node in context.domain.devices(named: .controller) {
      guard let controller = StatedPCIController(node, in: context, assigned: indices[node]) else { continue }
      controller.checkIndexAndMachine(&findings)
      controller.checkOptions(&findings)
    }
    context.checkHostBridges(&findings)
  }
}

extension Rule {
  static let controllerBeforeItsBus = Rule(
    "VC234", "controller-before-its-bus", .error,
    "QEMU creates a PCI controller before the controller whose bus it is on.",
    rationale: """
      libvirt prints PCI controllers in the order of the domain. Before 10.1.0, it appends the controllers that it
      adds. A controller whose bus is an added root port, and which therefore has a higher index, is then created
      before its bus, and the first start fails. When the domain is saved again, libvirt sorts the controllers.
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuBuildControllersCommandLine"),
      .qemu("softmmu/qdev-monitor.c", "qbus_find"),
    ],
    good: [Example("<controller type='pci' index='8' model='pcie-to-pci-bridge'/>", in: .devices(machine: "q35"))],
    bad: [
      Example(
        "<⟦controller⟧ type='pci' index='8' model='pcie-to-pci-bridge'/>", in: .devices(machine: "q35"),
        with: .bookworm)
    ]
  ) { context, findings in
    guard context.resolved.hasPCIControllerBeforeItsBus else { return }
    let controllers = context.resolved.pciControllers
    lazy var positions = Dictionary(zip(controllers.map(\.index), controllers.indices)) { first, _ in first }
    for (position, controller) in controllers.enumerated() {
      guard let node = controller.node, controller.driver != nil, let bus = controller.address?.bus,
        bus != 0, let parent = positions[bus], parent > position, controllers[parent].driver != nil
      else { continue }
      findings.add(
        at: context.range(of: SourceNode(node)),
        "QEMU creates this controller before the \(controllers[parent].model.rawValue) \(bus) that it is on",
        help: "declare controller \(bus) before it",
        refusal: Refusal(by: .qemu, "Bus '\(controllers[parent].busName)' not found"))
    }
  }
}

extension RuleContext {
  /// The indices of the PCI controllers as written, those that libvirt assigns included.
  fileprivate var indicesOfPCIControllers: [ElementNode: Int] {
    Dictionary(resolved.pciControllers.compactMap { controller in controller.node.map { ($0, controller.index) } }) {
      first, _ in first
    }
  }
}

/// A PCI controller as written.
private struct StatedPCIController {
  let context: RuleContext
  let node: ElementNode
  let model: PCIModel
  /// The index that is stated, or that libvirt assigns.
  let index: Int?
  let target: ElementNode?

  init?(_ node: ElementNode, in context: RuleContext, assigned: @autoclosure () -> Int?) {
    let document = context.document
    guard document.has(.type, "pci", at: node), let model = document.attribute(Name.model.xml, of: node),
      let model = PCIModel.words.value(of: model, in: document)
    else { return nil }
    self.context = context
    self.node = node
    self.model = model
    let stated = document.attribute(Name.index.xml, of: node)
    index = stated.flatMap { NumberFormat.unsigned.parse($0, in: document) } ?? assigned()
    target = document.child(Name.target.xml, of: node)
  }

  private var machine: Machine { context.resolved.machine }

  /// Whether it is a host bridge of a pseries machine, which can have several.
  private var isHostBridge: Bool { machine.family == .pseries && model == .root }

  /// The name of the QEMU device, or the one that libvirt chooses.
  private var deviceName: String {
    let stated = context.document.child(Name.model.xml, of: node).flatMap { context.document.value(.name, of: $0) }
    return stated ?? (isHostBridge ? "spapr-pci-host-bridge" : model.deviceName ?? "none")
  }
}

// MARK: Index, address and machine

extension StatedPCIController {
  func checkIndexAndMachine(_ findings: inout Findings) {
    if model.isRoot { checkRoot(&findings) }
    if !model.isRoot, index == 0 {
      findings.add(
        at: range(.index), "index 0 belongs to the root bus", help: "use an index greater than 0",
        refusal: .unsupported("Index for '\(model.rawValue)' controllers must be > 0"))
    }
    if model == .expanderBus, machine.family != .i440fx {
      findings.add(
        at: range(.model), "machine type '\(machine.type)' has no pci-expander-bus",
        help: "use pcie-expander-bus, or a pc machine",
        refusal: .unsupported("pci-expander-bus controllers are only supported on 440fx-based machinetypes"))
    }
    if model == .pcieExpanderBus, ![.q35, .armVirt].contains(machine.family) {
      findings.add(
        at: range(.model), "machine type '\(machine.type)' has no pcie-expander-bus",
        help: "use a q35 or ARM virt machine",
        refusal: .unsupported("pcie-expander-bus controllers are not supported with this machine type"))
    }
  }

  private func checkRoot(_ findings: inout Findings) {
    if !isHostBridge, let index, index != 0 {
      findings.add(
        at: range(.index), "a root bus has index 0", help: "set index='0', or use a model such as pcie-root-port",
        refusal: .xml("pci-root and pcie-root controllers should have index 0"))
    }
    if let address = context.document.child(Name.address.xml, of: node) {
      findings.add(
        at: context.document.nameRange(of: address), "a root bus has no address", help: "remove the <address>",
        refusal: .unsupported("pci-root and pcie-root controllers should not have an address"),
        fixes: [context.removal("remove the <address>", of: SourceNode(address))])
    }
  }

  private func range(_ name: Name) -> SourceRange { context.range(of: name, in: SourceNode(node)) }
}

// MARK: Options of <target>

extension StatedPCIController {
  /// An option, the numbers it may have, and the models it belongs to.
  private static let options: [(name: Name, range: ClosedRange<Int>, models: [PCIModel])] = [
    (.chassisNr, 1...255, [.bridge]), (.chassis, 0...255, [.rootPort, .switchDownstreamPort]),
    (.port, 0...255, [.rootPort, .switchDownstreamPort]), (.busNr, 1...254, [.expanderBus, .pcieExpanderBus]),
  ]

  private static let targetIndices = 0...30

  func checkOptions(_ findings: inout Findings) {
    guard let target else { return }
    for attribute in context.document.attributes(of: target) {
      let name = context.document.name(of: attribute)
      if name == Name.index.xml { checkTargetIndex(attribute, of: target, &findings) }
      guard let option = Self.options.first(where: { $0.name.xml == name }),
        let number = number(attribute, of: target, option.range, &findings)
      else { continue }
      if !option.range.contains(number) {
        findings.add(
          at: context.document.valueRange(of: attribute),
          "\(option.name.text) must be \(option.range.lowerBound) to \(option.range.upperBound), not \(number)",
          refusal: .unsupported(
            "PCI controller \(option.name.text) '\(number)' out of range - must be \(option.range.text)"))
      } else if !option.models.contains(model) {
        refuse(option.name.text, attribute, &findings)
      }
    }
  }

  private func checkTargetIndex(_ attribute: XMLAttribute, of target: ElementNode, _ findings: inout Findings) {
    guard let number = number(attribute, of: target, Self.targetIndices, &findings) else { return }
    let range = context.document.valueRange(of: attribute)
    if !Self.targetIndices.contains(number) {
      findings.add(
        at: range, "the target index must be 0 to 30, not \(number)",
        refusal: .unsupported("PCI controller target index '\(number)' out of range - must be 0-30"))
    } else if let index, (index == 0) != (number == 0) {
      findings.add(
        at: range, "target index 0 belongs to the controller with index 0",
        help: "remove the attribute to let libvirt assign one",
        refusal: .unsupported("Only the PCI controller with index 0 can have target index 0, and vice versa"))
    } else if !isHostBridge {
      refuse("targetIndex", attribute, &findings)
    }
  }

  private func refuse(_ option: String, _ attribute: XMLAttribute, _ findings: inout Findings) {
    let name = context.document.nameText(of: attribute)
    findings.add(
      at: context.document.nameRange(of: attribute), "a \(model.rawValue) has no \(name)", help: "remove the attribute",
      refusal: .unsupported(
        "Option '\(option)' is not valid for PCI controller with index '\(index ?? 0)', model '\(model.rawValue)' and modelName '\(deviceName)'"
      ), fixes: [context.removal("remove the attribute '\(name)'", of: attribute)])
  }

  /// The number that an attribute specifies; nil if libvirt reads none, which is a finding unless it is a -1 that an older libvirt
  /// takes for none.
  private func number(
    _ attribute: XMLAttribute, of target: ElementNode, _ range: ClosedRange<Int>, _ findings: inout Findings
  ) -> Int? {
    let document = context.document
    let number = NumberFormat.integerOfAnyBase.parse(attribute, in: document)
    let takesNegative = !context.versions.supports(.attributeErrors)
    if let number, number >= 0 || takesNegative && number < -1 { return number }
    if number == -1, takesNegative, document.name(of: attribute) != Name.index.xml { return nil }
    findings.add(
      at: document.valueRange(of: attribute),
      "'\(document.value(of: attribute))' is not a valid value of '\(document.nameText(of: attribute))': "
        + "expected a number from \(range.lowerBound) to \(range.upperBound)",
      refusal: context.refusal(ofBadNumber: attribute, of: target, .nonNegativeOfAnyBase))
    return nil
  }
}

extension ClosedRange<Int> {
  /// As libvirt's messages write it: `1-255`.
  fileprivate var text: String { "\(lowerBound)-\(upperBound)" }
}
