import DomainModel
import Resolution
import SourceText
import Testing
import XMLTree

/// What else a domain has decides where its virtio-serial controller goes. The buses are those of libvirt 9.0.0.
@Suite struct OccupantTests {
  private static let uhciGroups = (0...1).map { index in
    ["ehci1", "uhci1", "uhci2", "uhci3"].map { "<controller type='usb' index='\(index)' model='ich9-\($0)'/>" }.joined()
  }.joined()

  private static func device(inSlot slot: String) -> String {
    """
    <rng model='virtio'>
      <backend model='random'>/dev/urandom</backend>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x\(slot)' function='0x0'/>
    </rng>
    """
  }

  @Test(arguments: [("1c", 1), ("1a", 3)])
  func aSecondUSB2GroupHasASlotOfItsOwnAndNeedsABridgeWhereThatIsTaken(slot: String, bus: Int) throws {
    #expect(try self.bus(beside: Self.uhciGroups + Self.device(inSlot: slot)) == bus)
  }

  @Test(arguments: [("1a", 1), ("1b", 3)])
  func soundOfTheChipsetHasASlotOfItsOwnAndNeedsABridgeWhereThatIsTaken(slot: String, bus: Int) throws {
    #expect(try self.bus(beside: "<sound model='ich9'/>" + Self.device(inSlot: slot)) == bus)
  }

  @Test(arguments: [("igb", 2), ("e1000e", 2), ("virtio", 2), ("e1000", 3), ("82543gc", 3), ("rtl8139", 3)])
  func aNetworkCardTakesARootPortOrNeedsABridge(model: String, bus: Int) throws {
    #expect(try self.bus(beside: "<interface type='user'><model type='\(model)'/></interface>") == bus)
  }

  /// The PCI bus of the virtio-serial controller of a q35 domain with other devices.
  private func bus(beside devices: String) throws -> Int? {
    let file = SourceFile(
      name: "vm.xml",
      """
      <domain type='qemu'>
        <name>vm</name>
        <os><type arch='x86_64' machine='q35'>hvm</type></os>
        <devices>
          \(devices)
          <controller type='virtio-serial' index='0'/>
        </devices>
      </domain>
      """)
    var parser = Domain.parser()
    let domain = try #require(Domain.read(parser.parse(file)))
    let controller = try #require(Resolver(Versions(libvirt: Version(9))).resolve(domain).controllers.first)
    return controller.controller.address?.pci?.bus
  }
}

@Suite struct DiskNameTests {
  @Test(
    arguments: [
      ("hdb", nil, "ide"), ("sda", nil, "scsi"), ("vda", "disk", "virtio"), ("xvda", nil, "xen"), ("ubda", nil, "uml"),
      ("fda", "floppy", "fdc"), ("vda", "floppy", "fdc"), ("other", nil, "ide"),
    ] as [(String, String?, String)])
  func aDiskWithoutABusHasThatOfItsName(name: String, device: String?, bus: String) {
    #expect(DiskName.bus(of: name, device: device) == bus)
  }
}
