internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

/// Inserts devices into a domain one after another. The domain is read and resolved once for all of them.
struct DeviceInserter {
  private let editor: DomainEditor
  private let replacing: Bool
  /// Whether a console is inserted even if the domain has an equal one.
  private let repeatsConsoles: Bool
  /// Whether the domain is a template, whose free ports are not known.
  private let isTemplate: Bool
  private var ports: PortAssignment
  /// The channels as they are in the end: those of the domain, then the inserted ones. The controllers likewise.
  private var channels: [Channel]
  private var controllers: [Controller]
  private var consoles: [Console] = []
  private var channelsByKey: [ChannelKey: Int]
  private var controllersByIndex: [Int: Int]
  private var changedChannels: Set<Int> = []
  private var changedControllers: Set<Int> = []
  /// The controllers that libvirt adds for inserted devices: where they are among all.
  private var addedControllers: Set<Int> = []
  /// The inserted channels and consoles with the addresses that were asked for.
  private var requestedChannels: [Channel] = []
  private var requestedConsoles: [Console] = []
  /// The controllers of the domain that are equal to inserted ones. Each counts for one.
  private var equalControllers: Set<Int> = []
  private lazy var comparison = ChannelComparison(editor.domain, editor.resolver)
  private lazy var presentConsoles = ConsoleMatching(editor.domain, editor.resolver)

  init(_ editor: DomainEditor, replacing: Bool, repeatingConsoles: Bool) {
    self.editor = editor
    self.replacing = replacing
    self.repeatsConsoles = repeatingConsoles
    isTemplate = editor.isTemplate
    let domain = editor.domain
    ports = PortAssignment(domain, editor.resolver)
    (channels, controllers) = (domain.channels, domain.controllers)
    channelsByKey = Dictionary(
      channels.enumerated().compactMap { number, channel in ChannelKey(channel).map { ($0, number) } },
      uniquingKeysWith: { first, _ in first })
    controllersByIndex = Dictionary(
      controllers.enumerated().compactMap { number, controller in controller.index.map { ($0, number) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Inserts a device.
  /// - Returns: why that is not possible.
  mutating func insert(_ device: VirtioSerialDevice) -> RequestError? {
    switch device {
    case .controller(let controller): return insert(controller)
    case .channel(let channel): return insert(channel)
    case .console(let console):
      insert(console)
      return nil
    }
  }
}

// MARK: Channels and consoles

extension DeviceInserter {
  private mutating func insert(_ channel: Channel) -> RequestError? {
    let key = ChannelKey(channel)
    guard let number = key.flatMap({ channelsByKey[$0] }) else {
      let (placed, controller) = isTemplate ? (channel, nil) : ports.add(channel)
      if let controller { addController(controller) }
      if let key { channelsByKey[key] = channels.count }
      channels.append(placed)
      requestedChannels.append(channel)
      return nil
    }
    let present = channels[number]
    let changed = channel.taking(placeOf: present)
    if comparison.areEqual(present, changed, number: number) { return nil }
    guard replacing else { return alreadyThere(present, insteadOf: changed) }
    if changed.address != present.address { ports.change(changed) }
    channels[number] = changed
    let oldCount = editor.domain.channels.count
    if number < oldCount { changedChannels.insert(number) } else { requestedChannels[number - oldCount] = changed }
    return nil
  }

  private func alreadyThere(_ channel: Channel, insteadOf wanted: Channel) -> RequestError {
    let name = channel.name.map { " '\($0.escapedForDisplay)'" } ?? ""
    return alreadyThere("a different channel\(name)", channel.sourceNode, channel.xml(), insteadOf: wanted.xml())
  }

  private func alreadyThere(_ device: String, _ node: SourceNode, _ present: String, insteadOf wanted: String)
    -> RequestError
  {
    let line = node.node == nil ? "" : " on line \(editor.line(of: node))"
    return RequestError(
      at: .none, "\(device) already exists\(line): \(Difference.words(present: present, wanted: wanted))",
      help: "use --replace to replace it")
  }

  private mutating func insert(_ console: Console) {
    if !repeatsConsoles, presentConsoles.next(for: console) != nil { return }
    let (placed, controller) = isTemplate ? (console, nil) : ports.add(console)
    if let controller { addController(controller) }
    consoles.append(placed)
    requestedConsoles.append(console)
  }
}

// MARK: Controllers

extension DeviceInserter {
  private mutating func insert(_ controller: Controller) -> RequestError? {
    if controller.index == nil, let equal = equalController(controller) {
      equalControllers.insert(equal)
      return nil
    }
    var controller = controller
    let index = controller.index ?? ports.lowestFreeIndex()
    controller.index = index
    guard let number = controllersByIndex[index] else {
      append(controller)
      return nil
    }
    let present = controllers[number]
    controller = controller.taking(placeOf: present)
    if controller == present {
      equalControllers.insert(number)
      return nil
    }
    guard replacing else {
      return alreadyThere(
        "a different controller with index \(index)", present.sourceNode, present.xml(), insteadOf: controller.xml())
    }
    ports.add(controller)
    controllers[number] = controller
    addedControllers.remove(number)
    if number < editor.domain.controllers.count { changedControllers.insert(number) }
    return nil
  }

  /// The controller of the domain that a request without an index asks for.
  private func equalController(_ wanted: Controller) -> Int? {
    editor.domain.controllers.indices.first { number in
      let present = controllers[number]
      return !equalControllers.contains(number) && wanted.taking(placeOf: present) == present
    }
  }

  /// Notes a controller that libvirt adds for a device.
  private mutating func addController(_ index: Int) {
    addedControllers.insert(controllers.count)
    append(Controller(index: index))
  }

  private mutating func append(_ controller: Controller) {
    ports.add(controller)
    if let index = controller.index, controllersByIndex[index] == nil { controllersByIndex[index] = controllers.count }
    controllers.append(controller)
  }
}

// MARK: The text

extension DeviceInserter {
  /// The domain with all devices.
  ///
  /// The controllers that libvirt adds are written so that all devices of the domain keep the bus addresses that libvirt assigns: a written
  /// controller precedes those that libvirt adds, such as the USB controller of a q35 machine, and may take their slot; one that only the
  /// address of a port names does not.
  var result: DomainEditor {
    guard !addedControllers.isEmpty else { return written { $0 } }
    let reference = reference
    let addresses = DeviceAddresses(reference)
    let plain = written { $0 }
    if plain.hasAddresses(addresses) { return plain }
    let unwritten = written { _ in nil }
    if unwritten.hasAddresses(addresses) { return unwritten }
    let locations = Dictionary(
      reference.controllers.lazy.filter(\.isAdded).map { ($0.index, $0.controller.address) },
      uniquingKeysWith: { first, _ in first })
    let addressed = written { controller in
      var controller = controller
      controller.address = controller.index.flatMap { locations[$0] } ?? nil
      return controller
    }
    return addressed.hasAddresses(addresses) ? addressed : plain
  }

  /// The resolved domain with the devices as requested.
  private var reference: ResolvedDomain {
    var domain = editor.applying(changes + editor.domain.edits(adding: newControllers { _ in nil }, [], [])).domain
    domain.channels += requestedChannels
    domain.consoles += requestedConsoles
    return editor.resolver.resolve(domain)
  }

  /// The domain with all devices, and `form` applied to each controller that libvirt adds.
  private func written(_ form: (Controller) -> Controller?) -> DomainEditor {
    let newChannels = Array(channels.dropFirst(editor.domain.channels.count))
    return editor.applying(changes + editor.domain.edits(adding: newControllers(form), consoles, newChannels))
  }

  /// The edits of devices that the domain had before.
  private var changes: [TextEdit] {
    changedChannels.sorted().flatMap { editor.domain.edits(channels[$0]) }
      + changedControllers.sorted().flatMap { editor.domain.edits(controllers[$0]) }
  }

  private func newControllers(_ form: (Controller) -> Controller?) -> [Controller] {
    (editor.domain.controllers.count..<controllers.count).compactMap { number in
      addedControllers.contains(number) ? form(controllers[number]) : controllers[number]
    }
  }
}

extension Controller {
  /// The controller in the location of one that was read: with its index, address and alias unless it states its own.
  fileprivate func taking(placeOf present: Controller) -> Controller {
    var controller = self
    controller.sourceNode = present.sourceNode
    controller.index = index ?? present.index
    controller.address = address ?? present.address
    controller.alias = alias ?? present.alias
    return controller
  }
}

extension DomainEditor {
  fileprivate func hasAddresses(_ wanted: DeviceAddresses) -> Bool {
    DeviceAddresses(resolver.resolve(domain)) == wanted
  }
}
