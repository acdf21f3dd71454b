internal import DomainModel
internal import XMLTree

/// Gives every PCI device an address: libvirt's `qemuDomainAssignPCIAddresses`.
///
/// libvirt first determines in a dry run which controllers are needed, adds them, and then assigns the addresses.
struct PCIPlacement {
  private(set) var devices: DeviceTable
  private(set) var refusals: [PlacementRefusal] = []
  /// The buses of devices whose stated one became that of a bridge that is added before it.
  private(set) var movedBuses: [ElementNode: Int] = [:]
  private var holders: Owners<PCILocation, DeviceReference>
  /// The first part of each USB 2.0 controller that has an address, by index: its companions share the slot. Nil until it is asked for.
  private var slotsOfUSB2: [Int: Companion]?
  private let machine: Machine
  private let rootBus: PCIModel?
  private let versions: Versions

  init(_ devices: DeviceTable, on machine: Machine, versions: Versions) {
    self.devices = devices
    holders = Owners(expecting: devices.indices.count)
    self.machine = machine
    self.versions = versions
    rootBus = devices[.controller].lazy.compactMap { $0.controller }.first { $0.pciIndex == 0 }?.pciModel
  }

  mutating func run() {
    if highestIndex >= 0 { rehearse() }
    let refusals = refusals
    perform()
    if !refusals.isEmpty { self.refusals = refusals }
  }

  /// What is refused in the rehearsal ends libvirt's work; what comes after it is of no consequence.
  private mutating func rehearse() {
    let highestIndex = highestIndex
    var set = emptySet(isDryRun: true)
    collect(into: &set)
    placeFixtures(on: &set)
    reserveRoomForBridge(on: &set)
    placeAll(on: &set)
    if highestIndex == 0, set.buses.count > 1 { reservePort(on: &set) }
    addControllers(for: &set)
  }

  private mutating func perform() {
    refusals = []
    slotsOfUSB2 = nil
    holders = Owners(expecting: devices.indices.count)
    var set = emptySet(isDryRun: false)
    collect(into: &set)
    guard machine.supportsPCI else { return }
    placeFixtures(on: &set)
    placeAll(on: &set)
    markMultifunction(on: set)
    checkBridges()
  }
}

// MARK: The buses

extension PCIPlacement {
  /// The highest index of a pci controller, -1 without any.
  private var highestIndex: Int {
    devices.indices(of: .controller).reduce(-1) { max($0, devices[$1].controller?.pciIndex ?? -1) }
  }

  /// The buses that the controllers give; an index without a controller is filled with what libvirt would add.
  private func emptySet(isDryRun: Bool) -> PCIAddressSet {
    let hasManyRoots = machine.family == .pseries
    let filler: PCIModel = hasManyRoots ? .root : rootBus == .pcieRoot ? .rootPort : .bridge
    var buses = (0..<highestIndex + 1).map { _ in PCIBus(filler) }
    for position in devices.indices(of: .controller) {
      guard let index = devices[position].controller?.pciIndex, let model = devices[position].controller?.pciModel
      else {
        continue
      }
      buses[index] = PCIBus(model)
    }
    return PCIAddressSet(
      buses, isDryRun: isDryRun, hasManyRoots: hasManyRoots,
      addsPortsForBridges: versions.supports(.bridgePorts))
  }

  /// On a conventional root a slot stays free for a bridge that may be needed later.
  private func reserveRoomForBridge(on set: inout PCIAddressSet) {
    guard rootBus == .root, !set.buses.allSatisfy(\.isFull) else { return }
    _ = try? set.takeNext(for: [.conventional, .automatic])
  }

  /// On a PCI Express root a port stays free for a device that may be plugged in later.
  private func reservePort(on set: inout PCIAddressSet) {
    guard rootBus == .pcieRoot else { return }
    _ = try? set.takeNext(for: [.express, .automatic])
  }

  /// Adds the controllers that the rehearsal found to be needed. Each may itself need room.
  private mutating func addControllers(for set: inout PCIAddressSet) {
    var present = IndexAllocator()
    for position in devices.indices(of: .controller) {
      if let index = devices[position].controller?.pciIndex { present.take(index) }
    }
    var index = 1
    while index < set.buses.count {
      let model = set.buses[index].model
      if !present.contains(index) {
        add(Device(ControllerEntry(kind: .pci, index: index, model: .pci(model), node: nil, address: .open)), at: index)
        if !model.isRoot { reservePlace(of: model, on: &set) }
      }
      index += 1
    }
  }

  private mutating func reservePlace(of model: PCIModel, on set: inout PCIAddressSet) {
    do { _ = try set.takeNext(for: model.connection) } catch {
      refuse(error, to: DeviceReference(.controller, nil))
    }
  }
}

extension PCIPlacement {
  private mutating func add(_ controller: Device, at index: Int) {
    let places = devices.indices(of: .controller)
    guard versions.supports(.sortedControllers) else { return devices.insert(controller, at: places.upperBound) }
    let higher = places.first { (devices[$0].controller?.pciIndex ?? -1) > index }
    let behindLast = places.last { isPCIController($0) }.map { $0 + 1 }
    devices.insert(controller, at: higher ?? behindLast ?? places.upperBound)
  }
}

// MARK: Stated addresses

extension PCIPlacement {
  /// Takes the addresses that devices have already.
  private mutating func collect(into set: inout PCIAddressSet) {
    for index in devices.indices {
      guard let location = devices[index].location else { continue }
      if isSetAside(index) {
        checkFixture(index, on: set)
        continue
      }
      let connection = connection(of: index)
      take(location, for: index, as: connection.isEmpty ? .conventional : connection, on: &set)
    }
  }

  /// Whether it is the IDE or USB controller of an i440fx at its fixed address, on any machine
  /// (`qemuDomainCollectPCIAddress`).
  private func isSetAside(_ index: Int) -> Bool {
    guard let controller = devices[index].controller, let location = devices[index].location else { return false }
    return Chipset.i440fx.integrated.contains { $0.location == location && $0.matches(controller) }
  }

  /// The PIIX3 that such a controller belongs to is a conventional device.
  private mutating func checkFixture(_ index: Int, on set: PCIAddressSet) {
    guard let root = set.buses.first, !root.accepts.contains(.conventional) else { return }
    refusals.append(.conventionalFixture(DeviceReference(devices[index])))
  }

  private func connection(of index: Int) -> PCIConnectFlags {
    devices[index].requirements.connection(onExpress: rootBus == .pcieRoot)
  }

  /// Takes an address for a device, which then has it.
  private mutating func take(
    _ location: PCILocation, for index: Int, as connection: PCIConnectFlags, multifunction: OnOff? = nil,
    on set: inout PCIAddressSet
  ) {
    var location = location
    do throws(PCIRefusal) {
      try set.take(&location, for: connection)
      if let node = devices[index].node, let stated = devices[index].location, stated.bus != location.bus {
        movedBuses[node] = location.bus
      }
      put(index, at: location, multifunction: multifunction ?? devices[index].multifunction)
    } catch { refuse(error, to: DeviceReference(devices[index])) }
  }

  private mutating func put(_ index: Int, at location: PCILocation, multifunction: OnOff?) {
    devices[index].address = .pci(location, multifunction: multifunction)
    holders.note(DeviceReference(devices[index]), at: location)
    if slotsOfUSB2 != nil { noteSlotOfUSB2(index) }
  }

  private mutating func refuse(_ refusal: PCIRefusal, to device: DeviceReference) {
    let holder: DeviceReference? = if case .taken(let location) = refusal { holders.holder(of: location) } else { nil }
    refusals.append(PlacementRefusal(refusal, to: device, heldBy: holder))
  }
}

// MARK: Fixed places

extension PCIPlacement {
  private mutating func placeFixtures(on set: inout PCIAddressSet) {
    guard let chipset = machine.chipset, !set.buses.isEmpty else { return }
    for index in devices.indices(of: .controller) { placeController(index, of: chipset, on: &set) }
    for location in chipset.reserved { setAside(location, of: chipset, on: &set) }
    placeFirstVideo(of: chipset, on: &set)
    placeFirstSound(of: chipset, on: &set)
  }

  private mutating func placeController(_ index: Int, of chipset: Chipset, on set: inout PCIAddressSet) {
    guard let controller = devices[index].controller else { return }
    if let fixture = chipset.integrated.first(where: { $0.matches(controller) }) {
      placeFixture(index, fixture, of: chipset, on: &set)
    } else if devices[index].address == .open,
      let habit = chipset.preferredSlots.first(where: { $0.matches(controller) })
    {
      guard let slot = habit.slots.first(where: { !set.isTaken(bus: 0, slot: $0) }) else { return }
      let location = PCILocation(bus: 0, slot: slot)
      take(location, for: index, as: chipset.connection, multifunction: habit.multifunction, on: &set)
    }
  }

  private mutating func placeFixture(
    _ index: Int, _ fixture: Chipset.IntegratedController, of chipset: Chipset, on set: inout PCIAddressSet
  ) {
    if let location = devices[index].location, location != fixture.location {
      refusals.append(.misplacedFixture(DeviceReference(devices[index]), expected: PCIAddress(fixture.location)))
    } else if fixture.isSetAside {
      take(fixture.location, for: index, as: chipset.connection, on: &set)
    } else {
      put(index, at: fixture.location, multifunction: devices[index].multifunction)
    }
  }

  private mutating func setAside(_ location: PCILocation, of chipset: Chipset, on set: inout PCIAddressSet) {
    var taken = location
    do { try set.take(&taken, for: chipset.connection) } catch {
      guard let holder = holders.holder(of: location) else { return }
      refusals.append(.addressTaken(holder, PCIAddress(location), by: nil))
    }
  }

  private mutating func placeFirstVideo(of chipset: Chipset, on set: inout PCIAddressSet) {
    guard let index = devices.indices(of: .video).first, devices[index].requirements != .none, devices[index].wantsPCI
    else {
      return
    }
    guard !set.isTaken(bus: 0, slot: chipset.videoSlot) else { return place(index, on: &set) }
    take(PCILocation(bus: 0, slot: chipset.videoSlot), for: index, as: chipset.connection, on: &set)
  }

  private mutating func placeFirstSound(of chipset: Chipset, on set: inout PCIAddressSet) {
    guard let slot = chipset.soundSlot, !set.isTaken(bus: 0, slot: slot) else { return }
    let first = devices.indices(of: .sound).first { devices[$0].isOfChipset && devices[$0].wantsPCI }
    if let first { take(PCILocation(bus: 0, slot: slot), for: first, as: chipset.connection, on: &set) }
  }
}

// MARK: Free places

extension PCIPlacement {
  /// Assigns the missing addresses in libvirt's order: controllers of type pci, then kind by kind.
  private mutating func placeAll(on set: inout PCIAddressSet) {
    for index in devices.indices(of: .controller) where isPCIController(index) { placeIfWanted(index, on: &set) }
    for kind in DeviceKind.orderOfPlacement {
      for index in devices.indices(of: kind) where !isPCIController(index) { placeIfWanted(index, on: &set) }
    }
  }

  private func isPCIController(_ index: Int) -> Bool { devices[index].controller?.kind == .pci }

  private mutating func placeIfWanted(_ index: Int, on set: inout PCIAddressSet) {
    guard devices[index].wantsPCI, !connection(of: index).isEmpty else { return }
    if let controller = devices[index].controller, let function = controller.functionOfUSB2 {
      placeCompanion(index, function: function, sharing: slot(ofUSB2: controller.index), on: &set)
    } else {
      place(index, on: &set)
    }
  }

  private mutating func place(
    _ index: Int, function: Int? = nil, multifunction: OnOff? = nil, on set: inout PCIAddressSet
  ) {
    do throws(PCIRefusal) {
      let location = try set.takeNext(for: connection(of: index), function: function)
      if !set.isDryRun { put(index, at: location, multifunction: multifunction) }
    } catch { refuse(error, to: DeviceReference(devices[index])) }
  }

  /// The parts of a USB 2.0 controller share one slot, each at a function of its own.
  private mutating func placeCompanion(
    _ index: Int, function: Int, sharing slot: PCILocation?, on set: inout PCIAddressSet
  ) {
    let multifunction: OnOff? = function == 0 ? .on : nil
    guard var location = slot else {
      return place(index, function: function, multifunction: multifunction, on: &set)
    }
    location.function = function
    take(location, for: index, as: connection(of: index), multifunction: multifunction, on: &set)
  }

  private mutating func slot(ofUSB2 index: Int) -> PCILocation? {
    if slotsOfUSB2 == nil {
      slotsOfUSB2 = [:]
      for position in devices.indices(of: .controller) { noteSlotOfUSB2(position) }
    }
    return slotsOfUSB2?[index]?.location
  }

  private mutating func noteSlotOfUSB2(_ position: Int) {
    guard let controller = devices[position].controller, controller.functionOfUSB2 != nil,
      let location = devices[position].location, position <= slotsOfUSB2?[controller.index]?.position ?? .max
    else { return }
    slotsOfUSB2?[controller.index] = Companion(position: position, location: location)
  }

  /// A part of a USB 2.0 controller among the devices.
  private struct Companion {
    let position: Int
    let location: PCILocation
  }
}

// MARK: What follows from the addresses

extension PCIPlacement {
  /// Sets multifunction on function 0 of a slot with several functions, unless it states a value
  /// (`virDomainPCIAddressSetAllMulti`).
  private mutating func markMultifunction(on set: PCIAddressSet) {
    for index in devices.indices {
      guard case .pci(let location, nil) = devices[index].address, set.sharesSlot(location) else { continue }
      devices[index].address = .pci(location, multifunction: .on)
    }
  }

  /// A bridge's index is higher than that of the bus it is on.
  private mutating func checkBridges() {
    for device in devices[.controller] where device.controller?.pciModel == .bridge {
      guard let index = device.controller?.index, let bus = device.location?.bus, index <= bus else { continue }
      refusals.append(.bridgeBehindItself(DeviceReference(device), index: index, bus: bus))
    }
  }
}
