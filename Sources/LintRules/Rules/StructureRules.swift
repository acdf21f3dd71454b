internal import DomainModel
internal import XMLTree

// VC1xx: elements, attributes and values that libvirt does not take, or silently drops.
extension Rule {
  static let structure =
    misplaced + types + repetitions + values + addressForms + identities + securityLabels + unused
    + otherDevices
}

extension RuleContext {
  /// The children of an element with a name.
  func children(_ name: Name, of node: ElementNode) -> [ElementNode] {
    document.children(of: node).filter { document.name(of: $0) == name.xml }
  }
}

extension [String] {
  /// `a`, `a or b`, `a, b or c`.
  var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) or \(last)"
  }
}
