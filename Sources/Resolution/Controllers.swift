/// The controllers of a domain in libvirt's internal order, which is also that of the command line: each type where its
/// first is, in the order of indices.
struct Controllers {
  /// Pairs of controllers of one type with one index. "Multiple '…' controllers with index '…'"
  private(set) var duplicates: [(second: ControllerEntry, first: ControllerEntry)] = []
  /// The types in the order in which they came up, each with its controllers.
  private var groups: [ControllerGroup] = []
  /// The types of the groups.
  private var kinds: [ControllerKind] = []
  /// Those that an older libvirt added, behind all others.
  private var appended: [ControllerEntry] = []
  private let machine: Machine
  private let sortsIn: Bool
  private let adoptsModels: Bool
  /// The model of a SCSI controller that states none.
  private var modelOfSCSI: ControllerModel

  init(machine: Machine, versions: Versions) {
    self.machine = machine
    sortsIn = versions.supports(.sortedControllers)
    modelOfSCSI = .scsi(machine.defaultSCSIController)
    // Where the machine has a SCSI controller of its own kind libvirt always takes that.
    adoptsModels = versions.supports(.adoptedModels) && machine.defaultSCSIController == .lsilogic
  }

  /// The controllers in order.
  var entries: [ControllerEntry] {
    mutating get {
      var entries: [ControllerEntry] = []
      entries.reserveCapacity(groups.reduce(appended.count) { $0 + $1.count })
      for group in groups.indices { entries += groups[group].entries }
      entries += appended
      return entries
    }
  }

  /// The controllers of a type, in order.
  mutating func entries(of kind: ControllerKind) -> [ControllerEntry] {
    guard let group = kinds.firstIndex(of: kind) else { return [] }
    return groups[group].entries + appended.filter { $0.kind == kind }
  }

  /// Adds a controller unless there is one already (`virDomainDefMaybeAddController`).
  mutating func add(_ kind: ControllerKind, _ index: Int, model: ControllerModel? = nil) {
    let group = indexOfGroup(of: kind)
    guard groups[group].indices.take(index) else { return }
    let entry = ControllerEntry(kind: kind, index: index, model: model, node: nil, address: .open)
    if sortsIn { groups[group].insert(entry) } else { appended.append(entry) }
  }

  private mutating func indexOfGroup(of kind: ControllerKind) -> Int {
    if let index = kinds.firstIndex(of: kind) { return index }
    kinds.append(kind)
    groups.append(ControllerGroup(kind))
    return groups.count - 1
  }
}

// MARK: As written

extension Controllers {
  /// Arranges what is written (`virDomainControllerInsertPreAlloced`).
  mutating func arrange(_ written: [ControllerEntry]) {
    groups.reserveCapacity(ControllerKind.allCases.count)
    kinds.reserveCapacity(ControllerKind.allCases.count)
    for entry in written { groups[indexOfGroup(of: entry.kind)].insert(entry) }
    settleModels()
    for index in groups.indices where groups[index].hasDuplicates && kinds[index] != .usb {
      noteDuplicates(in: groups[index].entries)
    }
  }

  /// Gives the SCSI controllers that state no model one: that of the first that does, as the newer libvirt has it, or the machine's.
  private mutating func settleModels() {
    guard let index = kinds.firstIndex(of: .scsi) else { return }
    if adoptsModels, let model = groups[index].firstModel { modelOfSCSI = model }
    groups[index].settleModels(modelOfSCSI)
  }

  private mutating func noteDuplicates(in entries: [ControllerEntry]) {
    var holders: [Int: ControllerEntry] = [:]
    for entry in entries {
      guard let index = entry.index else { continue }
      if let holder = holders[index] { duplicates.append((entry, holder)) }
      holders[index] = holders[index] ?? entry
    }
  }

  /// Gives each controller without an index the lowest free one of its type (`virDomainAssignControllerIndexes`). All are
  /// sorted again when a part of a USB 2.0 controller got one.
  mutating func assignIndices() {
    guard groups.indices.contains(where: { groups[$0].hasOpenIndices }) else { return }
    let sortsAgain = sortsIn && entries.dropFirst().contains { $0.isUSB2 && $0.index == nil }
    for index in groups.indices {
      groups[index].assignIndices()
      if sortsAgain { groups[index].sort() }
    }
  }
}

// MARK: What libvirt adds

extension Controllers {
  /// Adds the controllers that disks need.
  mutating func add(for disks: [Disk]) {
    for (kind, bus) in [(ControllerKind.scsi, "scsi"), (.ide, "ide"), (.sata, "sata")] {
      addUp(to: disks.lazy.filter { $0.bus == bus }.compactMap(\.controller).max(), kind)
    }
  }

  /// Adds the controllers that every domain of the machine has.
  mutating func addDefaults() {
    if let model = machine.addedUSBController { add(.usb, 0, model: .usb(model)) }
    if machine.family == .q35 { add(.sata, 0) }
    if let model = machine.rootBus { add(.pci, 0, model: .pci(model)) }
  }

  /// Adds the CCID controllers that smart cards are on.
  mutating func add(forSmartcards indices: [Int]) {
    for index in indices { add(.ccid, index) }
  }

  /// Adds all controllers of a type up to an index.
  mutating func addUp(to highest: Int?, _ kind: ControllerKind) {
    guard let highest, highest >= 0 else { return }
    for index in 0...min(highest, Self.highestIndex) {
      add(kind, index, model: kind == .scsi ? modelOfSCSI : nil)
    }
  }

  /// More controllers than any machine has room for.
  private static let highestIndex = 0xfff
}
