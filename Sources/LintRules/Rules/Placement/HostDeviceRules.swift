internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

extension Rule {
  static let hostDeviceTaken = Rule(
    "VC249", "host-device-taken", .error,
    "Two devices of the domain are the same device of the host.",
    rationale: """
      A PCI function, USB device or mediated device of the host can be passed to a domain once. Often the element was copied and
      its source was not changed.
      """,
    sources: [
      .libvirt("src/conf/domain_validate.c", "virDomainDefHostdevValidate"),
      .libvirt("src/conf/domain_conf.c", "virDomainHostdevMatch"),
    ],
    good: [
      Example(
        """
        <hostdev type='pci'><source><address bus='1' slot='0' function='0'/></source></hostdev>
        <hostdev type='pci'><source><address bus='1' slot='0' function='1'/></source></hostdev>
        """),
      Example(
        """
        <hostdev type='usb'><source><vendor id='0x1234'/><product id='0xabcd'/></source></hostdev>
        <hostdev type='usb'><source><address bus='1' device='2'/></source></hostdev>
        """, onPage: false),
      Example(
        """
        <hostdev type='pci'><source><address bus='1'/></source></hostdev>
        <hostdev type='pci'><source><address bus='1'/></source></hostdev>
        """, with: Versions(libvirt: Version(7), qemu: Version(5, 2)), onPage: false),
    ],
    bad: [
      Example(
        """
        <hostdev type='pci'><source><address bus='1' slot='0' function='0'/></source></hostdev>
        <hostdev type='pci'><⟦source⟧><address bus='0x01'/></source></hostdev>
        """),
      Example(
        """
        <hostdev type='pci'><source><address bus='1' slot='16'/></source></hostdev>
        <interface type='hostdev'><⟦source⟧><address type='pci' bus='1' slot='0x10'/></source></interface>
        """, onPage: false),
      Example(
        """
        <hostdev type='usb'><source><vendor id='0x1234'/><product id='0xabcd'/></source></hostdev>
        <hostdev mode='subsystem' type='usb'><⟦source⟧><vendor id='0x1234'/><product id='0xabcd'/></source></hostdev>
        """, onPage: false),
      Example(
        """
        <hostdev type='usb'><source><address bus='1' device='2'/></source></hostdev>
        <hostdev type='usb'><⟦source⟧><address bus='1' device='2'/></source></hostdev>
        """, onPage: false),
      Example(
        """
        <hostdev type='mdev' model='vfio-pci'>
          <source><address uuid='c2177883-f1bb-47f0-914d-32a22e3a8804'/></source>
        </hostdev>
        <hostdev type='mdev' model='vfio-pci'>
          <⟦source⟧><address uuid='c2177883-f1bb-47f0-914d-32a22e3a8804'/></source>
        </hostdev>
        """, onPage: false),
    ]
  ) { context, findings in
    guard context.versions.supports(.hostDevicesOnce) else { return }
    var owners: [HostDevice: ElementNode] = [:]
    for node in context.domain.devices(named: [.hostdev, .interface]) {
      guard let source = context.document.child(Name.source.xml, of: node),
        let device = context.hostDevice(node, source: source)
      else { continue }
      guard let owner = owners[device] else {
        owners[device] = source
        continue
      }
      findings.add(
        at: context.range(of: SourceNode(source)),
        "the domain already has this device of the host, \(device.text)",
        help: "remove one of them, or pass another device",
        refusal: .xml("Hostdev already exists in the domain configuration"),
        notes: [Diagnostic.Note("the first", at: context.range(of: SourceNode(owner)))])
    }
  }
}

/// A device of the host, as libvirt compares them (`virDomainHostdevMatchSubsys`).
private enum HostDevice: Hashable {
  case pci(domain: Int, bus: Int, slot: Int, function: Int)
  case usbAddress(bus: Int, device: Int)
  case usbProduct(vendor: Int, product: Int)
  case mediated(uuid: String)

  var text: String {
    switch self {
    case .pci(let domain, let bus, let slot, let function):
      "PCI address \(domain.hexadecimal(digits: 4)):\(bus.hexadecimal(digits: 2)):\(slot.hexadecimal(digits: 2)).\(function)"
    case .usbAddress(let bus, let device): "USB bus \(bus), device \(device)"
    case .usbProduct(let vendor, let product):
      "USB product \(vendor.hexadecimal(digits: 4)):\(product.hexadecimal(digits: 4))"
    case .mediated(let uuid): "mediated device \(uuid)"
    }
  }
}

extension RuleContext {
  fileprivate func hostDevice(_ node: ElementNode, source: ElementNode) -> HostDevice? {
    let name = document.name(of: node)
    let type = document.value(.type, of: node)
    if name == Name.interface.xml { return type == "hostdev" ? pciFunction(source) : nil }
    guard name == Name.hostdev.xml, document.value(.mode, of: node) ?? "subsystem" == "subsystem" else { return nil }
    return switch type {
    case "pci": pciFunction(source)
    case "usb": usbDevice(source)
    case "mdev":
      document.child(Name.address.xml, of: source).flatMap { document.value(.uuid, of: $0) }.map { .mediated(uuid: $0) }
    default: nil
    }
  }

  private func pciFunction(_ source: ElementNode) -> HostDevice? {
    guard let node = document.child(Name.address.xml, of: source) else { return nil }
    let address = PCIAddress.read(at: node, in: document)
    return .pci(
      domain: address.domain ?? 0, bus: address.bus ?? 0, slot: address.slot ?? 0, function: address.function ?? 0)
  }

  private func usbDevice(_ source: ElementNode) -> HostDevice? {
    if let bus = number(.bus, of: .address, in: source), let device = number(.device, of: .address, in: source) {
      return .usbAddress(bus: bus, device: device)
    }
    guard let vendor = number(.id, of: .vendor, in: source), let product = number(.id, of: .product, in: source) else {
      return nil
    }
    return .usbProduct(vendor: vendor, product: product)
  }

  private func number(_ name: Name, of child: Name, in source: ElementNode) -> Int? {
    document.child(child.xml, of: source).flatMap { document.value(name, of: $0) }
      .flatMap(NumberFormat.hexadecimal(digits: 4).parse)
  }
}
