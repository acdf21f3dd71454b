internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// VC2xx: which controller and bus a device names.
extension Rule {
  static let addresses = [undeclaredController, badAddressBus, implicitSecondController]

  static let undeclaredController = Rule(
    "VC212", "undeclared-controller", .warning,
    "A device refers to a virtio-serial controller that the domain does not declare.",
    rationale: """
      libvirt adds the controller when the domain is defined, at an address of its choice. When the same device is
      hot-plugged into a running domain, libvirt refuses it: "virtio serial controller 2 is missing".
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainDefMaybeAddVirtioSerialController"),
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrReserve"),
    ],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='2'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='2' bus='0' port='1'/>
        </channel>
        """),
      Example("<channel type='pty'>\n  <target type='virtio' name='a'/>\n</channel>"),
    ],
    bad: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='⟦2⟧' bus='0' port='1'/>
        </channel>
        """,
        fixed: """
          <controller type='virtio-serial' index='2'/>
          <channel type='pty'>
            <target type='virtio' name='a'/>
            <address type='virtio-serial' controller='2' bus='0' port='1'/>
          </channel>
          """)
    ]
  ) { context, findings in
    lazy var declared = Set(context.resolved.controllers.lazy.filter { !$0.isAdded }.map(\.index))
    lazy var insertion = context.domain.controllerInsertion
    var told: Set<Int> = []
    for address in context.portAddresses {
      guard let index = address.virtioSerial?.controller, index != 0, !declared.contains(index), index <= Int32.max
      else { continue }
      findings.add(
        at: context.range(of: .controller, in: address.sourceNode),
        "virtio-serial controller \(index) is not declared; libvirt adds it",
        help: "declare <controller type='virtio-serial' index='\(index)'/>",
        fixes: told.insert(index).inserted ? [insertion.adding(Controller(index: index))] : [])
    }
  }

  static let badAddressBus = Rule(
    "VC213", "bad-address-bus", .error,
    "A virtio-serial address has a bus other than 0.",
    rationale: """
      A controller has one bus, number 0. libvirt passes any other number to QEMU, which does not start.
      """,
    sources: [.qemu("softmmu/qdev-monitor.c", "qbus_find")],
    good: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='⟦1⟧' port='1'/>
        </channel>
        """,
        fixed: """
          <channel type='pty'>
            <target type='virtio' name='a'/>
            <address type='virtio-serial' controller='0' bus='0' port='1'/>
          </channel>
          """)
    ]
  ) { context, findings in
    for (address, bus) in context.resolvedBuses {
      guard let node = address.sourceNode.node, let attribute = context.document.attribute(Name.bus.xml, of: node)
      else {
        continue
      }
      findings.add(
        at: context.document.valueRange(of: attribute), "the bus must be 0: a virtio-serial controller has one bus",
        help: "set bus='0'", refusal: Refusal(by: .qemu, "Bus '\(bus)' not found"),
        fixes: [Fix("set bus='0'", .unsafe, edits: [TextEdit(context.document.valueRange(of: attribute), with: "0")])]
      )
    }
  }

  static let implicitSecondController = Rule(
    "VC211", "implicit-second-controller", .warning,
    "All ports are in use, so libvirt adds another controller.",
    rationale: """
      An added controller takes a PCI slot that depends on the other devices, so an unrelated change to the domain can
      move devices in the guest.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrNext"),
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrSetAutoaddController"),
    ],
    good: [
      Example(
        "<controller type='virtio-serial' index='0' ports='2'/>\n<channel type='pty'>\n  <target type='virtio'/>\n</channel>"
      )
    ],
    bad: [
      Example(
        """
        <⟦controller⟧ type='virtio-serial' index='0' ports='2'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='pty'>
          <target type='virtio' name='b'/>
        </channel>
        """,
        fixed: """
          <controller type='virtio-serial' index='0' ports='2'/>
          <controller type='virtio-serial' index='1'/>
          <channel type='pty'>
            <target type='virtio' name='a'/>
          </channel>
          <channel type='pty'>
            <target type='virtio' name='b'/>
          </channel>
          """)
    ],
    .wording)
}

extension RuleContext {
  /// The addresses of the devices that are ports of a controller.
  fileprivate var portAddresses: [Address] {
    let (channels, consoles) = (domain.channels, domain.consoles)
    return channels.indices.compactMap { channels[$0].isVirtio ? channels[$0].address : nil }
      + consoles.indices.compactMap { consoles[$0].isVirtio ? consoles[$0].address : nil }
  }

  /// The addresses of a bus other than 0 that reach QEMU, and what the bus is called there.
  fileprivate var resolvedBuses: [(Address, bus: String)] {
    guard addresses.contains(where: { ($0.virtioSerial?.bus ?? 0) != 0 }) else { return [] }
    let channels = zip(domain.channels, resolved.channels).compactMap { otherBus($0.address, $1.port, $1.bus) }
    let consoles = zip(domain.consoles, resolved.consoles).compactMap { otherBus($0.address, $1.port, $1.bus) }
    return channels + consoles
  }

  private func otherBus(_ address: Address?, _ port: VirtioSerialAddress?, _ bus: String?) -> (Address, bus: String)? {
    guard let address, let bus, (port?.bus ?? 0) != 0 else { return nil }
    return (address, bus)
  }

  /// Nil where no controller is declared: then libvirt adds the first as well.
  /// - Parameter insertion: where a further controller goes.
  func controllerAdded(_ index: Int, _ insertion: DeviceInsertion?) -> FindingWording? {
    guard let last = domain.controllers.last else { return nil }
    return FindingWording(
      .implicitSecondController, at: range(of: last.sourceNode),
      "no port is free, so libvirt adds controller \(index)",
      help: "declare <controller type='virtio-serial' index='\(index)'/>, or increase ports on a controller",
      fixes: [insertion.adding(Controller(index: index))])
  }
}

extension DeviceInsertion? {
  fileprivate func adding(_ controller: Controller) -> Fix {
    Fix("add the controller", .unsafe, edits: self?.edits(controller) ?? [])
  }
}
