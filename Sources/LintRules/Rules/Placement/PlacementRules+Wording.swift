internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What libvirt says of a device's place, in our words and in its own.
extension PlacementRefusal {
  /// Why no place is left, in our words and as the refusal.
  func lack(on machine: String) -> (message: String, Refusal)? {
    switch self {
    case .noPCI:
      ("the machine '\(machine)' has no PCI bus for a \(device.kind.elementName)", .xml("No PCI buses available"))
    case .noRoom(_, let needs): ("no slot is free for a \(needs)", .internalError("No more available PCI slots"))
    case .noBusToAdd(_, let needs):
      (
        "no slot is free for a \(needs), and libvirt adds no controller",
        .internalError(
          "a PCI slot is needed to connect a PCI controller model='\(needs)', but none is available, and it cannot be automatically added"
        )
      )
    case .noFreeSubchannel: ("no device number is free", .internalError("There are no more free CCW devnos."))
    default: nil
    }
  }

  /// What is wrong with a PCI address that nothing else has, in our words and in libvirt's.
  var unknownPCIAddress: (message: String, libvirt: String)? {
    switch self {
    case .unknownDomain(_, let address):
      ("there is no PCI domain \(address.domain ?? 0)", "\(address.invalid) Only PCI domain 0 is available")
    case .unknownBus(_, let address, let last):
      (
        "there is no PCI bus \(address.bus ?? 0): the last is \(last)",
        "\(address.invalid) Only PCI buses up to \(last) are available"
      )
    case .wrongBus(_, let address, let needs):
      (
        "PCI bus \(address.bus ?? 0) does not take a \(needs)",
        "The device at PCI address \(address.text) cannot be plugged into the PCI controller with index='\(address.bus ?? 0)'. It requires a controller that accepts a \(needs)."
      )
    case .slotOutOfRange(_, let address, let slots):
      (
        "PCI bus \(address.bus ?? 0) has the slots \(slots.lowerBound) to \(slots.upperBound)",
        "\(address.invalid) slot must be \(address.bound(slots))"
      )
    case .functionOutOfRange(_, let address):
      ("a PCI slot has the functions 0 to 7", "\(address.invalid) function must be <= 7")
    default: nil
    }
  }
}

extension PCIAddress {
  /// As libvirt prints it: `0000:00:05.0`.
  var text: String {
    let numbers = [(domain, 4), (bus, 2), (slot, 2)].map { ($0 ?? 0).hexadecimal(digits: $1) }
    return "\(numbers.joined(separator: ":")).\(function ?? 0)"
  }

  /// The beginning of many refusals.
  var invalid: String { "Invalid PCI address \(text)." }

  func bound(_ slots: ClosedRange<Int>) -> String {
    (slot ?? 0) < slots.lowerBound ? ">= \(slots.lowerBound)" : "<= \(slots.upperBound)"
  }

  /// Whether some machine could have it.
  var isConceivable: Bool { bus ?? 0 <= 0xff && slot ?? 0 <= 0x1f && function ?? 0 <= 7 }
}

extension RuleContext {
  /// What is wrong with a PCI address; that of a virtio-serial controller that no machine could have is the matter of another rule.
  func unknownPCIAddress(_ refusal: PlacementRefusal) -> (message: String, libvirt: String)? {
    if let controller = domain.controllers.first(where: { $0.sourceNode.node == refusal.device.node }) {
      guard controller.address?.pci?.isConceivable ?? true else { return nil }
    }
    return refusal.unknownPCIAddress
  }

  /// Why a controller of another type cannot be where it is, in our words and as the refusal.
  func misplacement(_ refusal: PlacementRefusal) -> (message: String, Refusal)? {
    switch refusal {
    case .misplacedFixture(let device, let expected):
      let name = fixtureName(device, at: expected)
      return (
        "the \(name) of the chipset is at \(expected.shortText)",
        .internalError("\(name) must have PCI address \(expected.shortText)")
      )
    case .wrongRootBus(let device, let expected):
      let model = device.node.flatMap { document.value(.model, of: $0) } ?? ""
      return (
        "the root bus of the machine '\(resolved.machine.type)' is a \(expected.rawValue)",
        .xml(
          "The PCI controller with index='0' must be model='\(expected.rawValue)' for this machine type, but model='\(model)' was found instead"
        )
      )
    case .indexTooHigh(_, let index):
      return ("a PCI bus has a number up to 255", .xml("PCI controller index \(index) too high, maximum is 255"))
    case .bridgeBehindItself(_, let index, let bus):
      let numbers = "index \(index) (0x\(index.hexadecimal(digits: 2))) has bus='0x\(bus.hexadecimal(digits: 2))'"
      return (
        "bridge \(index) is plugged in bus \(bus), which stands behind it",
        .unsupported("PCI controller at \(numbers), but index must be larger than bus")
      )
    default: return nil
    }
  }

  /// Where a lack is shown: the machine that has no bus, else the device that gets no slot.
  func rangeOfLack(_ refusal: PlacementRefusal) -> SourceRange {
    guard case .noPCI = refusal, let domain = domain.header.node,
      let type = document.child(Name.os.xml, of: domain).flatMap({ document.child(Name.type.xml, of: $0) })
    else { return rangeOfAddress(of: refusal.device) }
    return range(of: .machine, in: SourceNode(type))
  }

  private func fixtureName(_ device: DeviceReference, at address: PCIAddress) -> String {
    switch device.node.flatMap({ document.value(.type, of: $0) }) {
    case "ide": "Primary IDE controller"
    case "sata": "Primary SATA controller"
    default: "PIIX3 USB controller at index 0"
    }
  }

  /// A device; where libvirt adds it, the first port, or all devices.
  func rangeOfDevice(_ device: DeviceReference) -> SourceRange {
    device.node.map { document.nameRange(of: $0) } ?? rangeOfAddress(of: device)
  }

  /// The address that a device states; the device, where it states none; where libvirt adds it, the first port, or all devices.
  func rangeOfAddress(of device: DeviceReference) -> SourceRange {
    if let address = address(of: device) { return document.nameRange(of: address) }
    let firstPort = domain.channels.first?.sourceNode ?? domain.consoles.first?.sourceNode ?? SourceNode(domain.devices)
    return range(of: device.node.map { SourceNode($0) } ?? firstPort)
  }
}

extension PCIAddress {
  /// As libvirt's texts abbreviate it: `0:0:1f.2`.
  var shortText: String {
    let numbers = [domain, bus, slot].map { ($0 ?? 0).hexadecimal(digits: 1) }
    return "\(numbers.joined(separator: ":")).\(function ?? 0)"
  }
}
