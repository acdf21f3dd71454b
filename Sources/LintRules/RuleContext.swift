internal import DomainModel
internal import Resolution
internal import SourceText
internal import Translation
internal import XMLTree

/// The input of rules: the domain as written, the resolved domain, and the ranges of everything. It is a class
/// because all rules share one.
final class RuleContext: Sendable {
  /// The domain as written.
  let domain: Domain
  /// The domain with what libvirt fills in, and what came up on the way.
  let resolved: ResolvedDomain
  /// The serial ports, channels and consoles, in the order of the command line.
  let characterDevices: [CharacterDevice]
  /// Those of them whose source QEMU gets.
  let backedDevices: [CharacterDevice]
  /// The elements of the channels and consoles.
  let chardevs: [ElementNode]
  /// The addresses of controllers, channels and consoles.
  let addresses: [Address]
  /// The elements with a repeated child of which libvirt reads only the first.
  private let withRepetitions: Set<ElementNode>
  /// The QEMU arguments of the domain (`<qemu:commandline>`); nil without any.
  let extraArguments: ExtraArguments?
  /// What the domain has that some rules need.
  let features: DomainFeatures
  /// The serial ports, in the order of the command line, with everything filled in.
  let serials: [ResolvedSerial]
  /// How QEMU assigns the ports when it starts.
  let portAssignment: QEMUPortAssignment
  /// The versions to target.
  var versions: Versions { resolved.versions }
  /// Whether the domain was read while it ran, so that it carries what libvirt notes of running domains.
  let isRunning: Bool

  init(_ domain: Domain, _ resolved: ResolvedDomain, _ portAssignment: QEMUPortAssignment, isRunning: Bool = false) {
    self.isRunning = isRunning || domain.document.isStatus
    self.domain = domain
    self.resolved = resolved
    self.characterDevices = CharacterDevice.all(of: resolved)
    self.backedDevices = characterDevices.backed
    self.chardevs = domain.chardevNodes
    self.addresses = domain.addresses
    self.withRepetitions = Set(
      domain.issues.compactMap { issue in
        if case .repeated(let element, _) = issue { domain.document.parent(of: element) } else { nil }
      })
    self.portAssignment = portAssignment
    self.extraArguments = ExtraArguments(resolved)
    self.serials = resolved.serials
    self.features = DomainFeatures(characterDevices, in: domain, hasArguments: extraArguments != nil)
  }

  var document: ParsedXML { domain.document }
  var file: SourceFile { document.file }
  var issues: [ReadingIssue] { domain.issues }

  /// Whether the document is libvirt's record of a snapshot or checkpoint, which may hold the state of a run.
  var isSnapshot: Bool { document.isRoot(.domainsnapshot) || document.isRoot(.domaincheckpoint) }
}

extension Domain {
  /// The elements of the channels and consoles.
  fileprivate var chardevNodes: [ElementNode] {
    var nodes: [ElementNode] = []
    nodes.reserveCapacity(channels.count + consoles.count)
    for index in channels.indices { if let node = channels[index].sourceNode.node { nodes.append(node) } }
    for index in consoles.indices { if let node = consoles[index].sourceNode.node { nodes.append(node) } }
    return nodes
  }

  /// The addresses of controllers, channels and consoles.
  fileprivate var addresses: [Address] {
    var addresses: [Address] = []
    addresses.reserveCapacity(controllers.count + channels.count + consoles.count)
    for index in controllers.indices { if let address = controllers[index].address { addresses.append(address) } }
    for index in channels.indices { if let address = channels[index].address { addresses.append(address) } }
    for index in consoles.indices { if let address = consoles[index].address { addresses.append(address) } }
    return addresses
  }
}

extension ParsedXML {
  /// Whether the document is libvirt's own record of a running domain.
  fileprivate var isStatus: Bool { isRoot(.domstatus) }

  fileprivate func isRoot(_ name: Name) -> Bool { roots.first.map { self.name(of: $0) == name.xml } ?? false }
}

// MARK: Where things are

extension RuleContext {
  /// The value of an attribute of an element; the element's name when it has no such attribute.
  func range(of name: Name, in sourceNode: SourceNode) -> SourceRange {
    guard let node = sourceNode.node else { return SourceRange(at: 0) }
    guard let attribute = document.attribute(name.xml, of: node) else { return range(of: sourceNode) }
    return document.valueRange(of: attribute)
  }

  /// The name of an attribute: what is underlined when its value is empty.
  func nameRange(of name: Name, in sourceNode: SourceNode) -> SourceRange {
    attribute(name, of: sourceNode).map { document.nameRange(of: $0) } ?? range(of: sourceNode)
  }

  /// The name in an element's start tag: what is underlined when an element as a whole is wrong.
  func range(of sourceNode: SourceNode) -> SourceRange {
    sourceNode.node.map { document.nameRange(of: $0) } ?? SourceRange(at: 0)
  }
}

// MARK: What devices are called

extension RuleContext {
  /// A device in words: `channel 'org.qemu.guest_agent.0'`, or the element's name where it has none of its own.
  func description(of device: DeviceReference) -> String {
    guard let node = device.node else { return "\(device.kind.title.withArticle) that libvirt adds" }
    let target = document.child(Name.target.xml, of: node)
    guard let name = target.flatMap({ document.value(.name, of: $0) }) else {
      return device.kind.title.withArticle
    }
    return "\(device.kind.title) '\(name)'"
  }

  /// The address a device states.
  func address(of device: DeviceReference) -> ElementNode? {
    device.node.flatMap { document.child(Name.address.xml, of: $0) }
  }
}

// MARK: Attributes and children

extension RuleContext {
  /// The attribute of an element as it is written.
  func attribute(_ name: Name, of sourceNode: SourceNode) -> XMLAttribute? {
    sourceNode.node.flatMap { document.attribute(name.xml, of: $0) }
  }

  /// The children of an element with a name.
  func children(_ name: Name, of node: ElementNode) -> [ElementNode] {
    var children: [ElementNode] = []
    document.forEachChild(of: node) { if document.name(of: $0) == name.xml { children.append($0) } }
    return children
  }

  /// The children of an element with one of some names, without the first of each name.
  func repetitions(of names: NameSet, in node: ElementNode) -> [ElementNode] {
    var (seen, repetitions) = (NameSet(), [ElementNode]())
    document.forEachChild(of: node) { child in
      let name = document.name(of: child)
      if seen.contains(name) { repetitions.append(child) }
      if names.contains(name) { seen.insert(name) }
    }
    return repetitions
  }
}

// MARK: Wording

extension [String] {
  /// `a`, `a or b`, `a, b or c`.
  var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) or \(last)"
  }
}

// MARK: Fixes

extension RuleContext {
  /// A fix that changes a channel and its text.
  func fix(
    _ title: String, _ channel: Channel, safety: Fix.Safety = .safe, _ change: (inout Channel) -> Void
  ) -> Fix {
    Fix(title, limited(safety, channel.sourceNode), edits: domain.edits(changed(channel, by: change)))
  }

  /// A fix that changes a controller and its text.
  func fix(
    _ title: String, _ controller: Controller, safety: Fix.Safety = .safe, _ change: (inout Controller) -> Void
  ) -> Fix {
    Fix(title, limited(safety, controller.sourceNode), edits: domain.edits(changed(controller, by: change)))
  }

  /// A fix that changes a console and its text.
  func fix(
    _ title: String, _ console: Console, safety: Fix.Safety = .safe, _ change: (inout Console) -> Void
  ) -> Fix {
    Fix(title, limited(safety, console.sourceNode), edits: domain.edits(changed(console, by: change)))
  }

  /// A fix that changes the source of a character device and its text.
  func fix(
    _ title: String, _ device: CharacterDevice, safety: Fix.Safety = .safe, _ change: (inout ChardevSource) -> Void
  ) -> Fix {
    switch device.device {
    case .channel(let channel): fix(title, channel, safety: safety) { change(&$0.source) }
    case .console(let console): fix(title, console, safety: safety) { change(&$0.source) }
    case .serial(let serial): fix(title, serial, safety, change)
    case .other(let other): fix(title, other.element, safety, change)
    }
  }

  private func fix(
    _ title: String, _ serial: SerialPort, _ safety: Fix.Safety, _ change: (inout ChardevSource) -> Void
  ) -> Fix {
    Fix(title, limited(safety, serial.sourceNode), edits: domain.edits(changed(serial) { change(&$0.source) }))
  }

  private func changed<Value>(_ value: Value, by change: (inout Value) -> Void) -> Value {
    var changed = value
    change(&changed)
    return changed
  }

  /// How safe a change of a device is. When it takes out the first of two equal children, libvirt reads the second instead.
  private func limited(_ safety: Fix.Safety, _ device: SourceNode) -> Fix.Safety {
    guard let node = device.node, safety == .safe else { return safety }
    return withRepetitions.contains(node) ? .unsafe : .safe
  }

  /// Takes an attribute out of the text.
  func removal(_ title: String, of attribute: XMLAttribute, safety: Fix.Safety = .safe) -> Fix {
    Fix(title, safety, edits: domain.edits(removing: attribute))
  }

  /// Takes an element out of the text.
  func removal(_ title: String, of sourceNode: SourceNode, safety: Fix.Safety = .safe) -> Fix {
    Fix(title, safety, edits: domain.edits(removing: sourceNode))
  }

  /// Makes an attribute hold something else.
  func rewriting(_ attribute: XMLAttribute, as text: String, safety: Fix.Safety = .safe) -> Fix {
    Fix(
      "set \(document.nameText(of: attribute))='\(text)'", safety, edits: domain.edits(writing: text, in: attribute))
  }
}
