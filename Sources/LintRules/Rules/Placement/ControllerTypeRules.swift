internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// Which controller it is.
extension Rule {
  static let badControllerTypeOrModel = Rule(
    "VC214", "bad-controller-type-or-model", .error,
    "The type or model of a controller is unknown, or its type is missing.",
    rationale: """
      A virtio-serial controller has the type 'virtio-serial' and the model virtio, virtio-transitional or
      virtio-non-transitional; `virtio-serial-pci` is the name of a QEMU device. libvirt treats a controller without a
      type as an IDE controller, which only pc machines have.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainControllerDefParseXML")],
    good: [
      Example("<controller type='virtio-serial' index='0' model='virtio'/>"),
      Example("<controller type='scsi' index='0' model='virtio-scsi'/>"),
    ],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0' model='⟦virtio-serial-pci⟧'/>",
        fixed: "<controller type='virtio-serial' index='0' model='virtio'/>"),
      Example(
        "<controller type='⟦virtioserial⟧' index='0'/>", fixed: "<controller type='virtio-serial' index='0'/>"),
      Example(
        "<controller type='⟦virtioserial⟧' index='0'/>", fixed: "<controller type='virtio-serial' index='0'/>",
        with: .bullseye, onPage: false),
      Example(
        "<⟦controller⟧ index='0' model='virtio'/>",
        fixed: "<controller type='virtio-serial' index='0' model='virtio'/>"),
    ]
  ) { context, findings in
    for node in context.domain.devices(named: .controller) {
      context.checkType(ofController: node, &findings)
    }
    for case .badValue(let attribute, let element, _) in context.issues
    where context.document.name(of: element) == Name.controller.xml
      && context.document.name(of: attribute) == Name.model.xml
    {
      context.report(model: attribute, &findings)
    }
  }
}

extension RuleContext {
  /// libvirt's types of controllers (`virDomainController`).
  private static let controllerTypes = [
    "ide", "fdc", "scsi", "sata", "virtio-serial", "ccid", "usb", "pci", "xenbus", "isa", "nvme",
  ]
  private static let knownTypes = WordTable(controllerTypes) { $0 }

  fileprivate func checkType(ofController node: ElementNode, _ findings: inout Findings) {
    guard let attribute = document.attribute(Name.type.xml, of: node) else {
      return reportMissingType(of: node, &findings)
    }
    guard Self.knownTypes.value(of: attribute, in: document) == nil else { return }
    let type = document.value(of: attribute)
    let near = Self.controllerTypes.nearest(to: type)
    findings.add(
      at: document.valueRange(of: attribute), "unknown controller type '\(type)'",
      help: near.map { "set type='\($0)'" } ?? "the types are \(Self.controllerTypes.alternatives)",
      refusal: refusal(ofControllerType: type),
      fixes: near.map { [rewriting(attribute, as: $0, safety: .unsafe)] } ?? [])
  }

  private func refusal(ofControllerType type: String) -> Refusal {
    versions.supports(.attributeErrors)
      ? .xml("Invalid value for attribute 'type' in element 'controller': '\(type)'.")
      : .unsupported("Unknown controller type '\(type)'")
  }

  private func reportMissingType(of node: ElementNode, _ findings: inout Findings) {
    let refusal = refusal(ofUntypedController: node)
    let isOurs = Self.marksOfOurs.contains { document.attribute($0.xml, of: node) != nil }
    let edits = domain.edits(adding: "type", "virtio-serial", to: node)
    findings.add(
      at: document.nameRange(of: node), "the controller has no type, so libvirt treats it as an IDE controller",
      help: "set its type, such as type='virtio-serial'", severity: refusal == nil ? .warning : .error,
      refusal: refusal, fixes: isOurs ? [Fix("set type='virtio-serial'", .unsafe, edits: edits)] : [])
  }

  /// Attributes that make a controller look like a virtio-serial one.
  private static let marksOfOurs: [Name] = [.ports, .vectors, .model]

  /// libvirt takes a controller without a type where the machine has IDE: one, at index 0, of an IDE model.
  private func refusal(ofUntypedController node: ElementNode) -> Refusal? {
    if let model = document.value(Name.model, of: node), !["piix3", "piix4", "ich6"].contains(model) {
      return .unsupported("Unknown model type '\(model)'")
    }
    guard let machine = domain.header.machine else { return nil }
    if Self.machinesWithoutIDE.contains(where: machine.hasPrefix) {
      return .unsupported("IDE controllers are unsupported for this QEMU binary or machine type")
    }
    guard machine.hasPrefix("pc"), let index = document.value(Name.index, of: node),
      NumberFormat.nonNegative.parse(index) != 0
    else { return nil }
    return .unsupported("Only a single IDE controller is supported for this machine type")
  }

  private static let machinesWithoutIDE = ["q35", "pc-q35", "virt", "s390-ccw", "pseries", "microvm"]

  fileprivate func report(model attribute: XMLAttribute, _ findings: inout Findings) {
    let model = document.value(of: attribute)
    let near =
      ["virtio-serial", "virtio-serial-pci", "virtio-pci"].contains(model)
      ? "virtio" : Controller.Model.words.nearest(to: model)
    findings.add(
      at: document.valueRange(of: attribute), "'\(model)' is not a virtio-serial controller model",
      help: near.map { "set model='\($0)'" } ?? "the models are \(Controller.Model.words.alternatives)",
      refusal: .unsupported("Unknown model type '\(model)'"),
      fixes: near.map { [rewriting(attribute, as: $0, safety: .unsafe)] } ?? [])
  }
}
