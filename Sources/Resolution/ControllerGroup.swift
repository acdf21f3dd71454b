internal import DomainModel
internal import XMLTree

/// A controller of any type, before it has a place.
struct ControllerEntry: Sendable {
  let kind: ControllerKind
  /// The index; nil until libvirt gives one.
  var index: Int?
  var model: ControllerModel?
  let node: ElementNode?
  let address: DeviceAddress
  /// What an s390 guest knows its PCI function by.
  var zpci: ZPCI?
  /// Whether it is a USB 1.1 companion of a USB 2.0 controller.
  var isCompanion = false
  /// Its place among the virtio-serial controllers of the domain as written.
  var written: Int?
}

/// The controllers of one type.
struct ControllerGroup: Sendable {
  let kind: ControllerKind
  private(set) var entries: [ControllerEntry] = []
  /// Whether two state one index.
  private(set) var hasDuplicates = false
  /// The indices that are taken.
  var indices = IndexAllocator()
  private var highest = -1

  init(_ kind: ControllerKind) { self.kind = kind }

  /// Puts a controller where its index belongs; one without an index goes behind those that are there.
  mutating func insert(_ entry: ControllerEntry) {
    let index = entry.index ?? .max
    if index <= highest, let position = entries.firstIndex(where: { $0.belongsBehind(entry, index) }) {
      entries.insert(entry, at: position)
    } else {
      entries.append(entry)
    }
    guard let index = entry.index else { return }
    if !indices.take(index) { hasDuplicates = true }
    highest = max(highest, index)
  }

  /// The model of the first that has one.
  var firstModel: ControllerModel? { entries.lazy.compactMap(\.model).first }

  /// Gives a model to those that have none.
  mutating func settleModels(_ model: ControllerModel) {
    for position in entries.indices where entries[position].model == nil { entries[position].model = model }
  }

  /// Gives those without an index the lowest free one. The parts of a USB 2.0 controller that stand together share theirs.
  mutating func assignIndices() {
    for position in entries.indices where entries[position].index == nil {
      let index = sharedIndex(at: position) ?? indices.lowestFree()
      entries[position].index = index
      indices.take(index)
    }
  }

  /// Moves those that got an index to where it belongs.
  mutating func sort() {
    var sorted = ControllerGroup(kind)
    for entry in entries { sorted.insert(entry) }
    self = sorted
  }

  private func sharedIndex(at position: Int) -> Int? {
    let entry = entries[position]
    guard position > 0, entry.isUSB2, entries[position - 1].isUSB2, let index = entries[position - 1].index else {
      return nil
    }
    return entries.contains { $0.index == index && $0.model == entry.model } ? nil : index
  }
}

extension ControllerEntry {
  /// Whether another goes before it: by index, and a master before its companions.
  fileprivate func belongsBehind(_ other: ControllerEntry, _ index: Int) -> Bool {
    (self.index ?? -1) > index || (self.index == index && isCompanion && !other.isCompanion)
  }

  /// Whether it is part of a USB 2.0 controller.
  var isUSB2: Bool { model?.functionOfUSB2 != nil }
}
