import Resolution
import Testing

/// The orders are those of `info qtree` of QEMU 7.2.
@Suite struct DefaultBusTests {
  @Test(arguments: [(true, 1), (false, 0)]) func riscVLooksAtPCIBeforeVirtioMMIO(looksAtPCIFirst: Bool, expected: Int) {
    var bus = DefaultBus(looksAtPCIFirst: looksAtPCIFirst)
    bus.plug(.virtioMMIO, controller: 0)
    bus.plug(.machinePCI, controller: 1)
    #expect(bus.controller == expected)
  }

  @Test func thePCIControllerComesBeforeThatOfTheChannelSubsystem() {
    var bus = DefaultBus(looksAtPCIFirst: false)
    bus.plug(.machinePCI, controller: 0)
    bus.plug(.channelSubsystem, controller: 1)
    #expect(bus.controller == 0)
  }

  @Test func theFirstOfTheVirtioMMIOTransportsIsFilledFirst() {
    var bus = DefaultBus(looksAtPCIFirst: false)
    for controller in 0...2 { bus.plug(.virtioMMIO, controller: controller) }
    #expect(bus.controller == 0)
  }

  @Test func theLastOfABusComesFirst() {
    var bus = DefaultBus(looksAtPCIFirst: false)
    for controller in 0...2 { bus.plug(.machinePCI, controller: controller) }
    #expect(bus.controller == 2)
  }

  @Test func theLastBridgeComesBeforeTheLastController() {
    var bus = DefaultBus(looksAtPCIFirst: false)
    let bridges = [bus.plug(.machinePCI), bus.plug(.machinePCI)]
    bus.plug(.device(bridges[1]), controller: 0)
    bus.plug(.device(bridges[0]), controller: 1)
    #expect(bus.controller == 0)
  }

  @Test func aFurtherRootComesBeforeTheMachinesOwn() {
    var bus = DefaultBus(looksAtPCIFirst: false)
    let root = bus.plug(.machinePCI, isRoot: true)
    bus.plug(.device(root), controller: 0)
    bus.plug(.machinePCI, controller: 1)
    #expect(bus.controller == 0)
  }
}
