internal import DomainModel
public import SourceText
internal import XMLTree

extension ResolvedDomain {
  /// The edits that change the text to what libvirt saves, for controllers, channels and consoles, and for the PCI
  /// controllers that they need. The rest of the text is unchanged, except the buses of devices that these controllers move.
  public var edits: [TextEdit] {
    controllers.filter { !$0.isAdded }.flatMap { domain.edits($0.controller) }
      + domain.edits(
        addingControllers: controllers.filter(\.isAdded).map(\.controller),
        others: necessaryPCIControllers.map(\.element))
      + channels.flatMap { domain.edits($0.channel) }
      + consoles.flatMap { domain.edits($0.console) }
      + (necessaryPCIControllers.isEmpty ? [] : movedBuses.compactMap(move))
      + unread.flatMap(removal)
  }

  private func move(_ device: ElementNode, to bus: Int) -> TextEdit? {
    domain.document.child(Name.address.xml, of: device)
      .flatMap { domain.document.attribute(Name.bus.xml, of: $0) }
      .map { TextEdit(domain.document.valueRange(of: $0), with: "0x\(bus.hexadecimal(digits: 2))") }
  }

  /// What libvirt does not read, but for addresses that become those of another type: there it has a meaning again.
  private var unread: [ReadingIssue] {
    let retyped = zip(domain.channels, channels).compactMap { written, resolved in
      written.address?.type == resolved.channel.address?.type ? nil : written.address?.sourceNode.node
    }
    let nodes = Set(retyped)
    return domain.issues.filter { !nodes.contains($0.element) }
  }

  /// All added pci controllers when a virtio-serial controller sits on one of them: they are numbered together.
  private var necessaryPCIControllers: [PCIController] {
    let added = Set(addedPCIControllers.lazy.filter { !$0.model.isRoot || $0.index > 0 }.map(\.index))
    let isNecessary = controllers.contains { $0.controller.address?.pci?.bus.map(added.contains) ?? false }
    return isNecessary ? addedPCIControllers : []
  }

  /// libvirt does not save what it does not know, nor what it reads only the first of.
  private func removal(_ issue: ReadingIssue) -> [TextEdit] {
    switch issue {
    case .unknownAttribute(let attribute, _, _): domain.edits(removing: attribute)
    case .unknownElement(let node, _, _), .repeated(let node, _): domain.edits(removing: SourceNode(node))
    case .badValue, .missing: []
    }
  }
}
