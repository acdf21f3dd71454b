internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

extension RuleContext {
  /// Checks the target indices of the PCI host bridges of a pseries machine, stated or not.
  func checkHostBridges(_ findings: inout Findings) {
    guard resolved.machine.family == .pseries else { return }
    let bridges = resolved.pciControllers.filter(\.isHostBridge)
    if let first = bridges.first(where: { $0.targetIndex == nil }) {
      return findings.add(
        at: range(of: first, among: bridges), "no target index is left for the host bridge \(first.index)",
        help: "use at most 31 host bridges: QEMU numbers them 0 to 30",
        refusal: .unsupported("No usable target index found for 0"))
    }
    var owners: [Int: Int] = [:]
    for (position, bridge) in bridges.enumerated() {
      guard let target = bridge.targetIndex, target != 0 || bridge.index == 0 else { continue }
      let range = range(of: bridge, among: bridges)
      if let owner = owners[target] {
        findings.add(
          at: range,
          "the host bridge \(bridge.index) has the target index \(target) of the host bridge \(bridges[owner].index)",
          help: "give each host bridge a target index of its own, from 1 to 30",
          refusal: Refusal(by: .qemu, "PHB \(target) already attached"),
          notes: [Diagnostic.Note("the other host bridge", at: self.range(of: bridges[owner], among: bridges))])
      } else if target > 30, bridge.isNumbered(in: self) {
        findings.add(
          at: range, "the host bridge \(bridge.index) gets the target index \(target), and the highest is 30",
          help: "use at most 31 host bridges: QEMU numbers them 0 to 30",
          refusal: .unsupported("PCI controller target index '\(target)' out of range - must be 0-30"))
      }
      owners[target] = owners[target] ?? position
    }
  }

  /// Where a host bridge is written; of one that libvirt adds, the one with the highest index, because of which it does.
  private func range(of bridge: PCIController, among bridges: [PCIController]) -> SourceRange {
    let written = bridges.filter { !$0.isAdded }.max { $0.index < $1.index }
    return range(of: SourceNode(bridge.node ?? written?.node))
  }
}

extension PCIController {
  /// Whether libvirt assigns its target index.
  fileprivate func isNumbered(in context: RuleContext) -> Bool {
    guard let node else { return true }
    let target = context.document.child(Name.target.xml, of: node)
    return target.flatMap { context.document.value(.index, of: $0) } == nil
  }
}
