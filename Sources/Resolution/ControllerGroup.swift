internal import DomainModel
internal import XMLTree

/// A controller of any type, before it has a place.
struct ControllerEntry: Sendable {
  let kind: ControllerKind
  /// The index; nil until libvirt gives one.
  var index: Int?
  var model: ControllerModel?
  let node: XMLNode?
  let place: Device.Place
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
  var indices = NumberPool()
  private var highest = -1

  init(_ kind: ControllerKind) { self.kind = kind }

  /// Puts a controller where its index belongs; one without an index goes behind those that are there.
  mutating func insert(_ entry: ControllerEntry) {
    let index = entry.index ?? .max
    if index <= highest, let place = entries.firstIndex(where: { $0.belongsBehind(entry, index) }) {
      entries.insert(entry, at: place)
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
    for place in entries.indices where entries[place].model == nil { entries[place].model = model }
  }

  /// Gives those without an index the lowest free one. The parts of a USB 2.0 controller that stand together share theirs.
  mutating func assignIndices() {
    for place in entries.indices where entries[place].index == nil {
      let index = sharedIndex(at: place) ?? indices.lowestFree()
      entries[place].index = index
      indices.take(index)
    }
  }

  /// Moves those that got an index to where it belongs.
  mutating func sort() {
    var sorted = ControllerGroup(kind)
    for entry in entries { sorted.insert(entry) }
    self = sorted
  }

  private func sharedIndex(at place: Int) -> Int? {
    let entry = entries[place]
    guard place > 0, entry.isUSB2, entries[place - 1].isUSB2, let index = entries[place - 1].index else { return nil }
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
