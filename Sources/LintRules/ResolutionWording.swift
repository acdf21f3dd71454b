internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

extension RuleContext {
  /// The wordings of what came up while the domain was resolved.
  var resolutionWordings: [FindingWording] {
    lazy var insertion = domain.controllerInsertion
    lazy var highestPorts = highestPorts
    let wordings = resolved.findings.compactMap { wording(of: $0, insertion, highestPorts) }
    // Where bus 0 is not the machine's, no PCI address can be judged.
    let rules = hasWrongRootBus ? [Rule.noPCIBus.id, Rule.noSuchPCIAddress.id] : []
    return wordings.filter { !rules.contains($0.rule.id) }.countingDevicesWithoutPlace
  }

  private var hasWrongRootBus: Bool {
    resolved.findings.contains { if case .placement(.wrongRootBus) = $0 { true } else { false } }
  }

  /// The wording of a finding; nil if another rule reports it from the text.
  private func wording(
    of finding: ResolutionFinding, _ insertion: @autoclosure () -> DeviceInsertion?,
    _ highestPorts: @autoclosure () -> [ElementNode: Int]
  ) -> FindingWording? {
    switch finding {
    case .duplicateIndex(let kind, let index, let second, let first):
      duplicateIndex(index, kind, at: second, first: first)
    case .portTaken(let device, let controller, let port, let holder):
      portTaken(port, on: controller, of: device, by: holder)
    case .portOutOfRange(let device, let index, let port, let ports, let controller):
      portOutOfRange(
        port, of: device, on: index, ports: ports, at: controller, highest: controller.flatMap { highestPorts()[$0] })
    case .missingController(let device, let index): missingController(index, of: device)
    case .unavailableController(let device, let index): unavailableController(index, of: device)
    case .controllerFull(let device, let index, let ports, _): controllerFull(index, ports: ports, of: device)
    case .duplicateAlias(let alias, let second, let first): duplicateAlias(alias, second, first)
    case .secondSerialConsole(let console): secondSerialConsole(at: console)
    case .placement(let refusal): wording(of: refusal)
    case .portZeroReplaced(let channel, let address): portZeroReplaced(of: channel, by: address)
    case .controllerAdded(let index): controllerAdded(index, insertion())
    }
  }

  private func wording(of refusal: PlacementRefusal) -> FindingWording? {
    let device = refusal.device
    return switch refusal {
    case .addressTaken(_, let address, let holder): addressTaken(address, of: device, by: holder)
    case .noPCI: noPCI(for: device)
    case .noRoom(_, let connection): noRoom(for: device, needs: connection)
    case .noBusToAdd(_, let connection): noBusToAdd(for: device, needs: connection)
    case .noFreeSubchannel: noFreeSubchannel(for: device)
    case .unknownDomain(_, let address): unknownDomain(address, of: device)
    case .unknownBus(_, let address, let last): unknownBus(address, of: device, last: last)
    case .wrongBus(_, let address, let connection): wrongBus(address, of: device, needs: connection)
    case .slotOutOfRange(_, let address, let slots): slotOutOfRange(address, of: device, slots)
    case .functionOutOfRange(_, let address): functionOutOfRange(address, of: device)
    case .misplacedFixture(_, let expected): misplacedFixture(device, expected: expected)
    case .wrongRootBus(_, let expected): wrongRootBus(device, expected: expected)
    case .indexTooHigh(_, let index): indexTooHigh(index, of: device)
    case .bridgeBehindItself(_, let index, let bus): bridgeBehindItself(device, index: index, bus: bus)
    case .subchannelTaken(_, let address, _): subchannelTaken(address, of: device)
    case .noChannelSubsystem: noChannelSubsystem(for: device)
    case .notOnPCI(_, let model): notOnPCI(model, of: device)
    case .usb(_, let refusal): wording(of: refusal, to: device)
    case .conventionalFixture: conventionalFixture(device)
    case .noIDE(_, let hasFirst): noIDE(device, hasFirst: hasFirst)
    }
  }
}
