internal import DomainModel
internal import XMLTree

/// A controller of any type, before it has an address.
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
  /// Its index among the virtio-serial controllers of the domain as written.
  var written: Int?
}

/// The controllers of one type.
struct ControllerGroup: Sendable {
  let kind: ControllerKind
  private var order = ControllerOrder()
  /// Whether two state one index.
  private(set) var hasDuplicates = false
  /// Whether one has no index yet.
  private(set) var hasOpenIndices = false
  /// The indices that are taken.
  var indices = IndexAllocator()

  init(_ kind: ControllerKind) { self.kind = kind }

  /// The number of controllers.
  var count: Int { order.count }

  /// The controllers in order.
  var entries: [ControllerEntry] {
    mutating get { order.entries }
  }

  /// Puts a controller where its index belongs; one without an index goes behind those that are there.
  mutating func insert(_ entry: ControllerEntry) {
    order.insert(entry)
    if let index = entry.index {
      if !indices.take(index) { hasDuplicates = true }
    } else {
      hasOpenIndices = true
    }
  }

  /// The model of the first that has one.
  var firstModel: ControllerModel? {
    mutating get { entries.lazy.compactMap(\.model).first }
  }

  /// Gives a model to those that have none.
  mutating func settleModels(_ model: ControllerModel) {
    order.update { entries in
      for position in entries.indices where entries[position].model == nil { entries[position].model = model }
    }
  }

  /// Gives those without an index the lowest free one. The parts of a USB 2.0 controller that are together share theirs.
  mutating func assignIndices() {
    guard hasOpenIndices else { return }
    var indices = indices
    order.update { entries in
      var parts = Set(entries.compactMap(USB2Part.init))
      for position in entries.indices where entries[position].index == nil {
        let index = parts.sharedIndex(at: position, of: entries) ?? indices.lowestFree()
        entries[position].index = index
        indices.take(index)
        if let part = USB2Part(entries[position]) { parts.insert(part) }
      }
    }
    self.indices = indices
    hasOpenIndices = false
  }

  /// Moves those that got an index to where it belongs.
  mutating func sort() {
    var sorted = ControllerGroup(kind)
    for entry in entries { sorted.insert(entry) }
    self = sorted
  }
}

/// A part of a USB 2.0 controller: there is one of each model with an index.
private struct USB2Part: Hashable {
  let index: Int
  let model: ControllerModel?

  /// nil for another controller, and for one without an index.
  init?(_ entry: ControllerEntry) {
    guard entry.isUSB2, let index = entry.index else { return nil }
    self.init(index: index, model: entry.model)
  }

  init(index: Int, model: ControllerModel?) {
    self.index = index
    self.model = model
  }
}

extension Set<USB2Part> {
  /// The index of the part before, if the part at a position is missing there.
  fileprivate func sharedIndex(at position: Int, of entries: [ControllerEntry]) -> Int? {
    guard position > 0, entries[position].isUSB2, entries[position - 1].isUSB2,
      let index = entries[position - 1].index
    else { return nil }
    return contains(USB2Part(index: index, model: entries[position].model)) ? nil : index
  }
}

extension ControllerEntry {
  /// Whether it is part of a USB 2.0 controller.
  var isUSB2: Bool { model?.functionOfUSB2 != nil }
}
