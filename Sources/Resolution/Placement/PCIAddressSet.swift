/// The PCI buses of a machine and the search for free slots on them: libvirt's `virDomainPCIAddressSet`
/// (`src/conf/domain_addr.c`).
///
/// libvirt assigns addresses twice. The dry run adds a bus whenever no slot is free, to determine which controllers
/// are needed; the second run uses the buses that then exist.
struct PCIAddressSet: Sendable {
  private(set) var buses: [PCIBus]
  /// Whether a bus is added when there is no room.
  let isDryRun: Bool
  /// Whether the machine takes further root buses, as pseries does.
  let hasManyRoots: Bool
  /// What a root port is added for when there is no room.
  let worthRootPort: PCIConnectFlags
  /// For each kind of connection and function that was asked for, the first bus that may have room: slots are never given back.
  private var searches: [Search] = []

  /// How far the search for one kind of connection has come, and for one function where it is asked for.
  private struct Search {
    let connection: PCIConnectFlags
    let function: Int?
    var firstBus = 0
  }

  init(_ buses: [PCIBus], isDryRun: Bool, hasManyRoots: Bool, addsPortsForBridges: Bool) {
    self.buses = buses
    self.isDryRun = isDryRun
    self.hasManyRoots = hasManyRoots
    searches.reserveCapacity(8)
    worthRootPort = [.express, .switchUpstreamPort, addsPortsForBridges ? .pcieToPCIBridge : []]
  }

  /// Reserves an explicit address.
  /// - Parameter location: the address; its bus is increased if a bridge must be added before it.
  mutating func take(_ location: inout PCILocation, for connection: PCIConnectFlags) throws(PCIRefusal) {
    try grow(toHold: &location, for: connection)
    try check(location, for: connection, isChosen: true)
    try occupy(location, as: connection)
  }

  /// Takes the first free address that suits.
  /// - Parameter function: the function that is asked for; nil takes any.
  mutating func takeNext(for connection: PCIConnectFlags, function: Int? = nil) throws(PCIRefusal) -> PCILocation {
    let location = try next(for: connection, function: function)
    try check(location, for: connection, isChosen: false)
    try occupy(location, as: connection)
    return location
  }

  /// Whether a slot has a device.
  func isTaken(bus: Int, slot: Int) -> Bool { buses[bus].isTaken(slot: slot) }

  /// Whether a location is function 0 of a slot that has other functions too.
  func sharesSlot(_ location: PCILocation) -> Bool {
    guard location.domain == 0, location.function == 0, buses.indices.contains(location.bus) else { return false }
    return buses[location.bus].sharesSlot(location.slot)
  }

  private mutating func occupy(_ location: PCILocation, as connection: PCIConnectFlags) throws(PCIRefusal) {
    guard !buses[location.bus].isTaken(slot: location.slot, function: location.function) else { throw .taken(location) }
    buses[location.bus].take(slot: location.slot, function: location.function, as: connection)
  }

  private mutating func next(for connection: PCIConnectFlags, function: Int?) throws(PCIRefusal) -> PCILocation {
    guard !buses.isEmpty else { throw .noBuses }
    let search = indexOfSearch(for: connection, function)
    for bus in searches[search].firstBus..<buses.count where offers(bus: bus, to: connection) {
      guard let free = buses[bus].free(for: connection, function: function) else { continue }
      searches[search].firstBus = bus
      return PCILocation(bus: bus, slot: free.slot, function: free.function)
    }
    searches[search].firstBus = buses.count
    guard isDryRun else { throw .noRoom(for: connection) }
    var location = PCILocation(bus: buses.count, slot: 0, function: function ?? 0)
    try grow(toHold: &location, for: connection)
    location.slot = buses[location.bus].model.slots.lowerBound
    return location
  }

  private mutating func indexOfSearch(for connection: PCIConnectFlags, _ function: Int?) -> Int {
    if let index = searches.firstIndex(where: { $0.connection == connection && $0.function == function }) {
      return index
    }
    searches.append(Search(connection: connection, function: function))
    return searches.count - 1
  }
}

extension PCIAddressSet {
  /// Whether libvirt puts a device there automatically.
  private func offers(bus: Int, to connection: PCIConnectFlags) -> Bool {
    let accepts = accepts(bus: bus, connection)
    if connection.contains(.integrated), bus != 0 { return false }
    if connection.contains(.automatic), !accepts.contains(.automatic) { return false }
    return !connection.kinds.isDisjoint(with: accepts)
  }

  /// What a bus accepts of a device: an integrated one sits on bus 0 even where that takes no others.
  private func accepts(bus: Int, _ connection: PCIConnectFlags) -> PCIConnectFlags {
    let isIntegrated = connection.contains(.integrated) && bus == 0
    return buses[bus].accepts.union(isIntegrated ? [.automatic, .conventional] : [])
  }

  /// Checks an address against the bus it names (`virDomainPCIAddressValidate`).
  func check(_ location: PCILocation, for connection: PCIConnectFlags, isChosen: Bool) throws(PCIRefusal) {
    guard !buses.isEmpty else { throw .noBuses }
    guard location.domain == 0 else { throw .unknownDomain(location) }
    guard buses.indices.contains(location.bus) else { throw .unknownBus(location, last: buses.count - 1) }
    let suits = isChosen ? suits(bus: location.bus, connection) : offers(bus: location.bus, to: connection)
    guard suits else { throw .wrongBus(location, needs: connection.name) }
    let slots = buses[location.bus].model.slots
    guard slots.contains(location.slot) else { throw .slotOutOfRange(location, slots) }
    guard 0...7 ~= location.function else { throw .functionOutOfRange(location) }
  }

  /// Whether an explicit address on the bus is valid for a device: conventional and PCI Express slots accept each
  /// other's devices, and a bridge is accepted where a conventional device is.
  private func suits(bus: Int, _ connection: PCIConnectFlags) -> Bool {
    if connection.contains(.integrated), bus != 0 { return false }
    var accepts = accepts(bus: bus, connection)
    if !accepts.isDisjoint(with: .endpoints) { accepts.formUnion(.endpoints) }
    let wanted = connection.contains(.bridge) ? connection.union(.conventional) : connection
    return !wanted.kinds.isDisjoint(with: accepts)
  }
}

extension PCIAddressSet {
  /// Adds the buses that are missing up to the one an address names (`virDomainPCIAddressSetGrow`), in the rehearsal.
  private mutating func grow(toHold location: inout PCILocation, for connection: PCIConnectFlags) throws(PCIRefusal) {
    guard isDryRun, location.bus >= buses.count else { return }
    guard location.bus <= ControllerFacts.highestPCIIndex else { throw .noRoom(for: connection) }
    guard let model = expansion(for: connection) else { throw .cannotAddBus(for: connection) }
    if model == .bridge, !buses.contains(where: { $0.accepts.contains(.bridge) }) {
      if location.bus == buses.count { location.bus += 1 }
      addConventionalTopology()
    }
    while buses.count <= location.bus { buses.append(PCIBus(model)) }
  }

  /// The controller that gives a device a slot.
  private func expansion(for connection: PCIConnectFlags) -> PCIModel? {
    if connection.contains(.conventional) { return hasManyRoots ? .root : .bridge }
    return connection.isDisjoint(with: worthRootPort) ? nil : .rootPort
  }

  /// A PCI Express machine takes conventional devices behind a bridge, which sits in a root port of its own.
  private mutating func addConventionalTopology() {
    buses.append(PCIBus(.rootPort, accepting: .pcieToPCIBridge))
    buses.append(PCIBus(.pcieToPCIBridge))
  }
}
