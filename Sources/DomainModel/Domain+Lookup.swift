internal import SourceText
package import XMLTree

// The model's devices by their elements. They are in document order, so that finding one takes few steps.
extension Domain {
  /// The controller that was read at an element; nil for none.
  package func controller(at node: ElementNode?) -> Controller? {
    controllers.position(of: node).map { controllers[$0] }
  }

  /// The channel that was read at an element; nil for none.
  package func channel(at node: ElementNode?) -> Channel? { channels.position(of: node).map { channels[$0] } }

  /// The console that was read at an element; nil for none.
  package func console(at node: ElementNode?) -> Console? { consoles.position(of: node).map { consoles[$0] } }
}

extension Domain {
  /// Whether there is a device with a name.
  package func hasDevice(named name: Name) -> Bool { deviceNames.contains(name.xml) }

  /// The devices with a name, in order.
  package func devices(named name: Name) -> ArraySlice<ElementNode> {
    guard hasDevice(named: name) else { return [] }
    let (names, id) = (outline.sortedNames, name.xml.id)
    let start = names.partitioningIndex { $0 >= id }
    var end = start
    while end < names.count, names[end] == id { end += 1 }
    return outline.nodesByName[start..<end]
  }

  /// The devices with one of some names, in order. A domain without any is not searched for them.
  package func devices(named names: NameSet) -> [ElementNode] {
    deviceNames.isDisjoint(with: names) ? [] : deviceNodes.filter { names.contains(document.name(of: $0)) }
  }
}

extension Domain {
  /// The lowest index that no virtio-serial controller states.
  package var unusedControllerIndex: Int {
    let used = Set(controllers.compactMap(\.index))
    return (0...used.count).first { !used.contains($0) } ?? 0
  }
}

extension Array where Element: DomainModel.Element {
  /// Where the element read at a node is; nil for none.
  func position(of node: ElementNode?) -> Int? {
    guard let node else { return nil }
    let position = partitioningIndex { ($0.sourceNode.node ?? ElementNode(index: .max)) >= node }
    return position < count && self[position].sourceNode.node == node ? position : nil
  }
}
