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

  init(_ domain: consuming Domain, versions: Versions, connection: LibvirtConnection, generatedPaths: GeneratedPaths) {
    self.versions = versions
    self.connection = connection
    self.generatedPaths = generatedPaths
    machine = Machine(architecture: domain.header.architecture, type: domain.header.machine, versions: versions)
    scan = DeviceScan(domain, on: machine, versions: versions)
    controllers = Controllers(machine: machine, versions: versions)
    self.domain = domain
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
    for index in domain.consoles.indices where domain.consoles[index].isVirtio {
      addController(for: domain.consoles[index].address)
    }
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
    let (channels, consoles) = (domain.channels, domain.consoles)
    for index in channels.indices {
      ports.reserve(channels[index].address?.virtioSerial, for: DeviceReference(.channel, channels[index].sourceNode))
    }
    for index in consoles.indices.dropFirst(domain.startsWithSerialConsole ? 1 : 0) {
      ports.reserve(consoles[index].address?.virtioSerial, for: DeviceReference(.console, consoles[index].sourceNode))
    }
    consolePorts = consoles.indices.map { index in
      let stated = consoles[index].address?.virtioSerial
      guard consoles[index].isVirtio, !stated.isCompletePort else { return stated }
      return ports.chooseForConsole(DeviceReference(.console, consoles[index].sourceNode), stating: stated)
    }
    channelPorts = channels.indices.map { index in
      let stated = channels[index].address?.virtioSerial
      guard channels[index].isVirtio, !stated.isCompletePort else { return stated }
      return ports.choose(for: DeviceReference(.channel, channels[index].sourceNode), stating: stated)
    }
    for index in ports.added { controllers.add(.virtioSerial, index) }
    findings += ports.findings + ports.added.map { .controllerAdded(index: $0) }
    return ports
  }
}

extension VirtioSerialAddress? {
  /// Whether it names a port that libvirt keeps: 0 asks for one.
  var isCompletePort: Bool { (self?.port ?? 0) != 0 }
}

extension DeviceReference {
  init(_ kind: DeviceKind, _ sourceNode: SourceNode) { self.init(kind, sourceNode.node) }
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
