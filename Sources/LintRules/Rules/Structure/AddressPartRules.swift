internal import DomainModel
internal import SourceText
internal import XMLTree

// What the parts of an address hold.
extension Rule {
  static let addressParts = [badPCIAddress, badCCWAddress, badZPCI]

  static let badPCIAddress = Rule(
    "VC120", "bad-pci-address", .error,
    "A PCI address is out of range.",
    rationale: """
      A bus is 0 to 0xff, a slot 0 to 0x1f, a function 0 to 7. libvirt checks this while parsing, so it refuses such
      an address even on a channel, where it would ignore it otherwise. If domain, bus and slot are all 0, libvirt
      assigns an address.
      """,
    sources: [.libvirt("src/util/virpci.c", "virPCIDeviceAddressIsValid")],
    good: [
      Example(
        "<controller type='virtio-serial'><address type='pci' bus='0' slot='0x1f' function='7'/></controller>"),
      Example("<controller type='virtio-serial'><address type='pci' function='8'/></controller>"),
    ],
    bad: [
      Example("<controller type='virtio-serial'><address type='pci' slot='⟦0x20⟧'/></controller>"),
      Example("<controller type='virtio-serial'><address type='pci' slot='5' function='⟦8⟧'/></controller>"),
      Example("<controller type='virtio-serial'><address type='pci' bus='⟦256⟧'/></controller>"),
    ]
  ) { context, findings in
    for address in context.addresses {
      guard let pci = address.pci, !pci.leavesPlaceOpen, let (name, limit, refusal) = pci.excess else { continue }
      findings.add(
        at: context.range(of: name, in: address.sourceNode),
        "the PCI \(name.text) is out of range; the maximum is \(limit)",
        refusal: refusal)
    }
  }

  static let badCCWAddress = Rule(
    "VC121", "bad-ccw-address", .error,
    "A CCW address is incomplete or out of range.",
    rationale: """
      A CCW address sets cssid (0 to 0xfe), ssid (0 to 3) and devno (0 to 0xffff), or none of the three. The virtual
      devices of QEMU use cssid 0xfe. libvirt checks this while parsing, for every device.
      """,
    sources: [.libvirt("src/conf/device_conf.c", "virCCWDeviceAddressParseXML")],
    good: [
      Example(
        "<controller type='virtio-serial'><address type='ccw' cssid='0xfe' ssid='0' devno='0x0001'/></controller>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ],
    bad: [
      Example(
        "<controller type='virtio-serial'><⟦address⟧ type='ccw' devno='0x0001'/></controller>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
      Example(
        "<controller type='virtio-serial'><address type='ccw' cssid='⟦0xff⟧' ssid='0' devno='1'/></controller>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
    ]
  ) { context, findings in
    lazy var withBadNumbers = context.elementsWithBadNumbers
    for address in context.addresses {
      guard case .ccw(let ccw) = address.kind, address.sourceNode.node.map({ !withBadNumbers.contains($0) }) ?? true
      else { continue }
      if let (name, limit) = ccw.excess {
        findings.add(
          at: context.range(of: name, in: address.sourceNode),
          "the \(name.text) of the CCW address is out of range; the maximum is \(limit)",
          refusal: .internalError("Invalid specification for virtio ccw address: \(ccw.text)"))
      } else if !ccw.missing.isEmpty, ccw.missing.count < 3 {
        findings.add(
          at: context.range(of: address.sourceNode), "the CCW address lacks \(ccw.missing.joined(separator: " and "))",
          help: "set cssid, ssid and devno, or none of them",
          refusal: .internalError("Invalid partial specification for virtio ccw address"))
      }
    }
  }

  static let badZPCI = Rule(
    "VC122", "bad-zpci", .error,
    "The s390 identifiers of a PCI address are invalid.",
    rationale: """
      `<zpci>` sets the user-defined id (uid) and the function id (fid) of a PCI device in an s390x guest. libvirt
      supports it only if the QEMU binary has the zpci device, which only qemu-system-s390x has. The uid is 1 to
      0xffff; any 32-bit fid is valid.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefZPCIAddress")],
    good: [
      Example(
        "<controller type='virtio-serial'><address type='pci' slot='1'><zpci uid='0x0001'/></address></controller>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ],
    bad: [
      Example(
        "<controller type='virtio-serial'><address type='pci' slot='9'><⟦zpci⟧ uid='1'/></address></controller>",
        fixed: "<controller type='virtio-serial'><address type='pci' slot='9'></address></controller>"),
      Example(
        "<controller type='virtio-serial'><address type='pci' slot='9'><zpci uid='⟦0⟧'/></address></controller>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
      Example(
        "<hostdev type='mdev' model='vfio-pci'><address type='pci' slot='9'><⟦zpci⟧ fid='1'/></address></hostdev>",
        fixed: "<hostdev type='mdev' model='vfio-pci'><address type='pci' slot='9'></address></hostdev>", onPage: false),
    ]
  ) { context, findings in
    for zpci in context.pciIdentifiers where zpci.uid != nil || zpci.fid != nil {
      if let architecture = context.domain.header.architecture, architecture != "s390x" {
        findings.add(
          at: context.range(of: zpci.sourceNode), "<zpci> is not supported on \(architecture)",
          refusal: .unsupported("This QEMU binary doesn't support zPCI"),
          fixes: [context.removal("remove the <zpci>", of: zpci.sourceNode)])
      } else if let uid = zpci.uid, !(1...0xffff ~= uid) {
        findings.add(
          at: context.range(of: .uid, in: zpci.sourceNode), "the uid of a PCI function must be 0x0001 to 0xffff",
          refusal: .xml("Invalid PCI address uid='\(uid.hexadecimal(digits: 4))', must be > 0x0000 and <= 0xffff"))
      }
    }
  }
}

extension RuleContext {
  /// What the PCI addresses of all devices say for s390.
  fileprivate var pciIdentifiers: [ZPCI] {
    domain.deviceNodes.compactMap { node in
      guard let address = document.child(Name.address.xml, of: node),
        document.child(Name.zpci.xml, of: address) != nil, Address.kind(at: address, in: document) == .pci
      else { return nil }
      return PCIAddress.read(at: address, in: document).zpci
    }
  }

  fileprivate var elementsWithBadNumbers: Set<ElementNode> {
    Set(issues.compactMap { issue in if case .badValue(_, let element, _) = issue { element } else { nil } })
  }
}

// MARK: Limits

extension PCIAddress {
  /// Whether libvirt assigns the address; the function is ignored (`virPCIDeviceAddressIsEmpty`).
  fileprivate var leavesPlaceOpen: Bool { (domain ?? 0, bus ?? 0, slot ?? 0) == (0, 0, 0) }

  /// The first part that is too large, in the order in which libvirt looks.
  fileprivate var excess: (Name, String, Refusal)? {
    if let bus, bus > 0xff {
      return (.bus, "0xff", .xml("Invalid PCI address bus='\(bus.hexadecimal())', must be <= 0xFF"))
    }
    if let slot, slot > 0x1f {
      return (.slot, "0x1f", .xml("Invalid PCI address slot='\(slot.hexadecimal())', must be <= 0x1F"))
    }
    if let function, function > 7 {
      return (.function, "7", .xml("Invalid PCI address function=\(function.hexadecimal()), must be <= 7"))
    }
    return nil
  }
}

extension CCWAddress {
  fileprivate var excess: (Name, String)? {
    if cssid ?? 0 > 0xfe { return (.cssid, "0xfe") }
    if ssid ?? 0 > 3 { return (.ssid, "3") }
    if devno ?? 0 > 0xffff { return (.devno, "0xffff") }
    return nil
  }

  /// The parts that are not stated.
  fileprivate var missing: [String] {
    [("cssid", cssid), ("ssid", ssid), ("devno", devno)].filter { $0.1 == nil }.map(\.0)
  }

  fileprivate var text: String {
    "cssid='\((cssid ?? 0).hexadecimal())' ssid='\((ssid ?? 0).hexadecimal())' "
      + "devno='\((devno ?? 0).hexadecimal(digits: 4))'"
  }
}

extension Int {
  /// As C prints it with `0x%x`.
  fileprivate func hexadecimal(digits: Int = 1) -> String { NumberFormat.hexadecimal(digits: digits).print(self) }
}
