internal import DomainModel
internal import Resolution
internal import SourceText
internal import Translation

extension Rule {
  static let argumentTakesNextPort = Rule(
    "VC247", "argument-takes-next-port", .warning, needs: .extraArguments,
    "A port in <qemu:commandline> takes the number that libvirt assigns next.",
    rationale: """
      libvirt does not know the ports that `<qemu:commandline>` adds. It assigns the lowest port that is free among
      those it knows to the next channel without an address, in the domain or attached to the running one, and QEMU
      refuses the channel because the port is in use.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrNext"),
      .qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize"),
    ],
    good: [
      Example(
        """
        <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
          <name>vm</name>
          <devices>
            <channel type='null'>
              <target type='virtio' name='a'/>
            </channel>
          </devices>
          <qemu:commandline>
            <qemu:arg value='-device'/>
            <qemu:arg value='{"driver":"virtserialport","bus":"virtio-serial0.0","nr":30,"name":"b"}'/>
          </qemu:commandline>
        </domain>
        """, in: .file)
    ],
    bad: [
      Example(
        """
        <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
          <name>vm</name>
          <devices>
            <channel type='null'>
              <target type='virtio' name='a'/>
            </channel>
          </devices>
          <qemu:commandline>
            <qemu:arg value='-device'/>
            <qemu:arg value='{"driver":"virtserialport","bus":"virtio-serial0.0","nr":⟦2⟧,"name":"b"}'/>
          </qemu:commandline>
        </domain>
        """, in: .file)
    ]
  ) { context, findings in
    guard let ports = context.extraArguments?.ports.filter({ $0.argument != nil }), !ports.isEmpty else { return }
    let next = context.nextPorts
    for port in ports {
      guard let controller = port.controller, let number = port.number, next[controller] == number,
        let range = port.numberRange ?? port.argument
      else { continue }
      findings.add(
        at: range,
        "port \(number) of \(controller) is the next one that libvirt assigns: QEMU refuses the channel that gets it",
        help: "use a high port number, such as 30")
    }
  }
}

extension RuleContext {
  /// The port that libvirt gives to the next channel, by the id of the controller.
  fileprivate var nextPorts: [String: Int] {
    let taken = Dictionary(grouping: portAssignment.ports, by: \.controller).mapValues { Set($0.map(\.number)) }
    let next = resolved.controllers.map { controller in
      let numbers = taken[controller.index] ?? []
      return (controller.id, (1...(numbers.count + 1)).first { !numbers.contains($0) } ?? 1)
    }
    return Dictionary(next) { first, _ in first }
  }
}
