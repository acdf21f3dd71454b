internal import DomainModel
internal import SourceText
internal import XMLTree

/// A domain during its resolution, in libvirt's order: controllers, ports, addresses, names, sockets.
struct DomainResolution {
  let domain: Domain
  let versions: Versions
  let connection: LibvirtConnection
  let generatedPaths: GeneratedPaths
  let machine: Machine
  let scan: DeviceScan
  private var controllers: Controllers
  var channelPorts: [VirtioSerialAddress?] = []
  var consolePorts: [VirtioSerialAddress?] = []
  var devices = DeviceTable.empty
  /// The devices while they are placed; nil before and after, and for single devices: nothing is known about their machine, and
  /// they keep what they state.
  private var placement: Placement?
  var movedBuses: [ElementNode: Int] = [:]
  var findings: [ResolutionFinding] = []
  /// The ids of the virtio-serial controllers, by index.
  var controllerIDs = SmallDictionary<Int, String>()
  var resolvedControllers: [ResolvedController] = []
  var resolvedChannels: [ResolvedChannel] = []
  var resolvedConsoles: [ResolvedConsole] = []

  init(_ domain: Domain, versions: Versions, connection: LibvirtConnection, generatedPaths: GeneratedPaths) {
    self.domain = domain
    self.versions = versions
    self.connection = connection
    self.generatedPaths = generatedPaths
    machine = Machine(architecture: domain.header.architecture, type: domain.header.machine, versions: versions)
    scan = DeviceScan(domain, on: machine, versions: versions)
    controllers = Controllers(machine: machine, versions: versions)
  }

  /// What resolves a domain, in order.
  static let steps: [Step] =
    [{ $0.settleControllers() }, { _ = $0.assignPorts() }, { $0.beginPlacement() }]
    + Placement.steps.map { step in { @Sendable resolution in resolution.placement?.perform(step) } }
    + [
      { $0.endPlacement() }, { $0.resolveControllers() }, { $0.resolveChannels() }, { $0.resolveConsoles() },
      { $0.noteDuplicateAliases() },
    ]

  typealias Step = @Sendable (inout DomainResolution) -> Void

  /// The ports as far as libvirt assigns them, for more devices to come.
  mutating func assignedPorts() -> VirtioSerialAddressSet {
    settleControllers()
    return assignPorts()
  }
}

// MARK: Controllers

extension DomainResolution {
  private mutating func settleControllers() {
    controllers.arrange(scan.controllers)
    controllers.addUp(to: scan.scsiHostdevs.max(), .scsi)
    controllers.assignIndices()
    if !domain.isFragment {
      controllers.addDefaults()
      controllers.add(for: scan.disks)
    }
    for channel in domain.channels where channel.isVirtio { addController(for: channel.address) }
    for console in domain.consoles where console.isVirtio { addController(for: console.address) }
    if !domain.isFragment { controllers.add(forSmartcards: scan.smartcards) }
    findings += controllers.duplicates.map { second, first in
      .duplicateIndex(second.kind, index: second.index ?? 0, second.node, first: first.node)
    }
  }

  /// libvirt counts controllers with a signed number: it adds none that an address names beyond.
  private mutating func addController(for address: Address?) {
    let index = address?.virtioSerial?.controller ?? 0
    if index <= Int32.max { controllers.add(.virtioSerial, index) }
  }
}

// MARK: Ports

extension DomainResolution {
  /// Stated ports come first, then consoles, then channels (`qemuDomainAssignVirtioSerialAddresses`).
  @discardableResult
  private mutating func assignPorts() -> VirtioSerialAddressSet {
    var ports = VirtioSerialAddressSet(versions: versions)
    for entry in controllers.entries(of: .virtioSerial) {
      ports.add(entry.index ?? 0, ports: entry.written.flatMap { domain.controllers[$0].ports }, entry.node)
    }
    for channel in domain.channels { ports.reserve(channel.address?.virtioSerial, for: DeviceReference(channel)) }
    for console in domain.consoles.dropFirst(domain.startsWithSerialConsole ? 1 : 0) {
      ports.reserve(console.address?.virtioSerial, for: DeviceReference(console))
    }
    consolePorts = domain.consoles.map { console in
      guard console.isVirtio, !console.address.isCompletePort else { return console.address?.virtioSerial }
      return ports.chooseForConsole(DeviceReference(console), stating: console.address?.virtioSerial)
    }
    channelPorts = domain.channels.map { channel in
      guard channel.isVirtio, !channel.address.isCompletePort else { return channel.address?.virtioSerial }
      return ports.choose(for: DeviceReference(channel), stating: channel.address?.virtioSerial)
    }
    for index in ports.added { controllers.add(.virtioSerial, index) }
    findings += ports.findings + ports.added.map { .controllerAdded(index: $0) }
    return ports
  }

}

extension Address? {
  /// Whether it names a port that libvirt keeps: 0 asks for one.
  var isCompletePort: Bool { (self?.virtioSerial?.port ?? 0) != 0 }
}

extension DeviceReference {
  init(_ channel: Channel) { self.init(.channel, channel.sourceNode.node) }

  init(_ console: Console) { self.init(.console, console.sourceNode.node) }
}

// MARK: Places

extension DomainResolution {
  private mutating func beginPlacement() {
    devices = scan.devices(with: controllers.entries)
    guard !domain.isFragment else { return }
    placement = Placement(devices.take(), of: domain.document, on: machine, versions: versions)
  }

  private mutating func endPlacement() {
    guard let placement = placement.take() else { return }
    devices = placement.devices
    movedBuses = placement.movedBuses
    findings += placement.refusals.map { .placement($0) }
  }
}
