internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// VC2xx: the places of virtio-serial controllers among all devices.
extension Rule {
  static let placement = [
    pciAddressConflict, noPCIBus, noSuchPCIAddress, ccwAddressTaken,
  ]

  static let pciAddressConflict = Rule(
    "VC216", "pci-address-conflict", .error,
    "A controller states a PCI address that another device has.",
    rationale: """
      Two devices cannot share a PCI function. Slot 1 of a `pc` machine and slots 1f of a `q35` machine belong to the chipset in part;
      everything that states an address keeps it, and libvirt places the rest around them.
      """,
    foresees: [.xml("Attempted double use of PCI Address 0000:00:05.0")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        <controller type='virtio-serial' index='1'>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x06' function='0x0'/>
        </controller>
        """)
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        <controller type='virtio-serial' index='1'>
          <⟦address⟧ type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        """)
    ]
  ) { subject, findings in
    for case .placement(.addressTaken(let device, let address, let holder)) in subject.resolved.findings
    where subject.isOurs(device) || holder.map(subject.isOurs) ?? false {
      let owner = holder.map { "by \(subject.description(of: $0))" } ?? "by the chipset"
      findings.add(
        at: subject.rangeOfAddress(of: device), "PCI address \(address.text) is taken \(owner)",
        help: "write a free address, or none and libvirt finds one",
        refusal: .xml("Attempted double use of PCI Address \(address.text)"),
        notes: holder.flatMap(\.node).map {
          [Diagnostic.Note("the other device", at: subject.document.nameRange(of: $0))]
        } ?? [])
    }
  }

  static let noPCIBus = Rule(
    "VC217", "no-pci-bus", .error,
    "The machine has no place for a virtio-serial controller.",
    rationale: """
      libvirt plugs virtio devices into PCI, a channel subsystem or virtio-mmio, as the machine has. On `isapc` it finds no place, and
      neither on `microvm`, whose virtio-mmio it does not know.
      """,
    foresees: [.xml("No PCI buses available")],
    good: [Example("<controller type='virtio-serial' index='0'/>")],
    bad: [Example("<⟦controller⟧ type='virtio-serial' index='0'/>", in: .devices(machine: "isapc"))]
  ) { subject, findings in
    for case .placement(let refusal) in subject.resolved.findings where subject.isOurs(refusal.device) {
      guard let (message, foreseen) = refusal.lack(on: subject.resolved.machine.type) else { continue }
      findings.add(
        at: subject.rangeOfAddress(of: refusal.device), message,
        help: "choose a machine with room for it, such as q35, or remove a device", refusal: foreseen)
    }
  }

  static let noSuchPCIAddress = Rule(
    "VC228", "no-such-pci-address", .error,
    "A controller states a PCI address that the machine does not have.",
    rationale: """
      A bus is the index of a pci controller: libvirt adds the missing ones where the machine allows it. A root port has slot 0 alone, a
      conventional bus the slots 1 to 31, and there is only one PCI domain.
      """,
    foresees: [
      .xml("Only PCI domain 0 is available"), .xml("Only PCI buses up to 0 are available"),
      .xml("Invalid PCI address 0000:01:05.0. slot must be <= 0"),
    ],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
        </controller>
        """, in: .devices(machine: "q35"))
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <⟦address⟧ type='pci' domain='0x0000' bus='0x01' slot='0x05' function='0x0'/>
        </controller>
        """, in: .devices(machine: "q35"))
    ]
  ) { subject, findings in
    for case .placement(let refusal) in subject.resolved.findings where subject.isOurs(refusal.device) {
      guard let (message, text) = refusal.unknownPCIAddress else { continue }
      findings.add(
        at: subject.rangeOfAddress(of: refusal.device), message,
        help: "write an address that exists, or none and libvirt finds one",
        refusal: .xml(text))
    }
  }

  static let ccwAddressTaken = Rule(
    "VC229", "ccw-address-taken", .error,
    "A controller states the ccw address of another device.",
    rationale: "Each device number of an s390 machine's channel subsystem belongs to one device.",
    foresees: [.xml("The CCW devno 'fe.0.0009' is in use already")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0009'/>
        </controller>
        """, in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0009'/>
        </controller>
        <controller type='virtio-serial' index='1'>
          <⟦address⟧ type='ccw' cssid='0xfe' ssid='0x0' devno='0x0009'/>
        </controller>
        """, in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ]
  ) { subject, findings in
    for case .placement(.subchannelTaken(let device, let address, _)) in subject.resolved.findings
    where subject.isOurs(device) {
      findings.add(
        at: subject.rangeOfAddress(of: device), "device number \(address.text) is taken",
        help: "remove the address and libvirt finds a place",
        refusal: .xml("The CCW devno '\(address.text)' is in use already"))
    }
  }
}

// MARK: In words

extension PlacementRefusal {
  /// Why no place is left, in our words and as the refusal.
  fileprivate func lack(on machine: String) -> (message: String, Refusal)? {
    switch self {
    case .noPCI: ("the machine '\(machine)' has no PCI bus", .xml("No PCI buses available"))
    case .noRoom(_, let needs): ("no slot is free that takes a \(needs)", .internalError("No more available PCI slots"))
    case .noFreeSubchannel:
      ("no device number is free", .internalError("There are no more free CCW devnos."))
    default: nil
    }
  }

  /// What is wrong with a PCI address that nothing else has, in our words and in libvirt's. One that no machine could have is
  /// the matter of another rule.
  fileprivate var unknownPCIAddress: (message: String, libvirt: String)? {
    switch self {
    case .unknownDomain(_, let address):
      return ("there is no PCI domain \(address.domain ?? 0)", "Only PCI domain 0 is available")
    case .unknownBus(_, let address, let last) where address.bus ?? 0 <= 0xff:
      return (
        "there is no PCI bus \(address.bus ?? 0): the last is \(last)", "Only PCI buses up to \(last) are available"
      )
    case .wrongBus(_, let address, let needs):
      return (
        "PCI bus \(address.bus ?? 0) does not take a \(needs)",
        "The device at PCI address \(address.text) cannot be plugged into the PCI controller with index='\(address.bus ?? 0)'. It requires a controller that accepts a \(needs)."
      )
    case .slotOutOfRange(_, let address, let slots) where address.slot ?? 0 <= 0x1f:
      let isLow = (address.slot ?? 0) < slots.lowerBound
      return (
        "PCI bus \(address.bus ?? 0) has the slots \(slots.lowerBound) to \(slots.upperBound)",
        "Invalid PCI address \(address.text). slot must be \(isLow ? ">= \(slots.lowerBound)" : "<= \(slots.upperBound)")"
      )
    default: return nil
    }
  }
}

extension PCIAddress {
  /// As libvirt prints it: `0000:00:05.0`.
  fileprivate var text: String {
    let numbers = [(domain, 4), (bus, 2), (slot, 2)].map { ($0 ?? 0).hexadecimal(digits: $1) }
    return "\(numbers.joined(separator: ":")).\(function ?? 0)"
  }
}

extension Subject {
  /// Whether a device is a virtio-serial controller, written or added.
  fileprivate func isOurs(_ device: DeviceReference) -> Bool {
    guard device.kind == .controller else { return false }
    guard let node = device.node else { return resolved.controllers.contains(where: \.isAdded) }
    return Domain.isVirtioSerial(node, in: document)
  }

  /// The address that a device states; the device, where it states none; the first port, where libvirt adds the device.
  fileprivate func rangeOfAddress(of device: DeviceReference) -> SourceRange {
    if let address = address(of: device) { return document.nameRange(of: address) }
    let firstPort = domain.channels.first?.origin ?? domain.consoles.first?.origin ?? .none
    return range(of: device.node.map { Origin($0) } ?? firstPort)
  }
}
