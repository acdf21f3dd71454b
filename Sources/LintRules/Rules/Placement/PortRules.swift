internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// VC2xx: ports of controllers.
extension Rule {
  static let ports = [duplicatePort, portOutOfRange, portZero, controllerFull]

  static let duplicatePort = Rule(
    "VC201", "duplicate-port", .error,
    "Two devices claim the same virtio-serial port.",
    rationale: "A port serves one device. libvirt refuses the domain, as QEMU would.",
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrReserve"),
      .qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize"),
    ],
    good: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        <channel type='pty'>
          <target type='virtio' name='b'/>
          <address type='virtio-serial' controller='0' bus='0' port='2'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        <channel type='pty'>
          <target type='virtio' name='b'/>
          <address type='virtio-serial' controller='0' bus='0' port='⟦1⟧'/>
        </channel>
        """,
        fixed: """
          <channel type='pty'>
            <target type='virtio' name='a'/>
            <address type='virtio-serial' controller='0' bus='0' port='1'/>
          </channel>
          <channel type='pty'>
            <target type='virtio' name='b'/>
            <address type='virtio-serial' controller='0' bus='0'/>
          </channel>
          """)
    ],
    .wording)

  static let portOutOfRange = Rule(
    "VC203", "port-out-of-range", .error,
    "A port number exceeds the controller's ports.",
    rationale: """
      Ports are numbered from 0 to `ports` minus 1. The default of `ports` is 31. Port 0 is reserved for a console.
      """,
    sources: [.libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrReserve")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0' ports='5'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='4'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0' ports='4'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='⟦4⟧'/>
        </channel>
        """,
        fixed: """
          <controller type='virtio-serial' index='0' ports='5'/>
          <channel type='pty'>
            <target type='virtio' name='a'/>
            <address type='virtio-serial' controller='0' bus='0' port='4'/>
          </channel>
          """)
    ],
    .wording)

  static let portZero = Rule(
    "VC204", "port-zero-not-console", .warning,
    "A channel claims port 0, which is reserved for a console.",
    rationale: """
      libvirt treats port 0 as unset and assigns another port. On a QEMU command line the number is refused: "Port
      number 0 on virtio-serial devices reserved for virtconsole devices for backward compatibility."
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrAssign"),
      .qemu("hw/char/virtio-console.c", "virtconsole_realize"),
    ],
    good: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        """),
      Example(
        """
        <console type='pty'>
          <target type='virtio'/>
          <address type='virtio-serial' controller='0' bus='0' port='0'/>
        </console>
        """),
    ],
    bad: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='⟦0⟧'/>
        </channel>
        """,
        fixed: """
          <channel type='pty'>
            <target type='virtio' name='a'/>
            <address type='virtio-serial' controller='0' bus='0'/>
          </channel>
          """)
    ],
    .wording)

  static let controllerFull = Rule(
    "VC210", "controller-full", .error,
    "The requested controller is full or does not exist.",
    rationale: """
      A device that names a controller but no port gets the lowest free port from 1. If none is left, libvirt refuses
      the domain; it does not try other controllers. libvirt adds no controller for a guestfwd channel that names a
      port, nor one with an index beyond 2147483647.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrNextFromController"),
      .libvirt("src/conf/domain_addr.c", "virDomainVirtioSerialAddrReserve"),
    ],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0' ports='3'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        <channel type='pty'>
          <target type='virtio' name='b'/>
          <address type='virtio-serial' controller='0'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0' ports='2'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        <channel type='pty'>
          <target type='virtio' name='b'/>
          <address type='virtio-serial' controller='⟦0⟧'/>
        </channel>
        """),
      Example(
        """
        <channel type='pty'>
          <target type='guestfwd' address='10.0.2.100' port='4600'/>
          <address type='virtio-serial' controller='⟦0⟧' bus='0' port='2'/>
        </channel>
        """),
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='⟦2147483648⟧' bus='0' port='1'/>
        </channel>
        """),
    ],
    .wording)
}

extension RuleContext {
  func portTaken(
    _ port: Int, on controller: Int, of device: DeviceReference, by holder: DeviceReference
  ) -> FindingWording {
    FindingWording(
      .duplicatePort, at: portLocation(of: .port, in: device).range,
      "port \(port) of virtio-serial controller \(controller) is already used by \(description(of: holder))",
      help: "use a free port, or omit it to let libvirt assign one",
      refusal: .xml("virtio serial port \(port) on controller \(controller) is already occupied"),
      notes: portLocation(of: .port, in: holder).note("first use of the port"),
      fixes: otherPort(for: device, on: controller))
  }

  func portOutOfRange(
    _ port: Int, of device: DeviceReference, on index: Int, ports: Int, at node: ElementNode?, highest: Int?
  ) -> FindingWording {
    let controller = written(at: node)
    return FindingWording(
      .portOutOfRange, at: portLocation(of: .port, in: device).range,
      "port \(port) does not exist: controller \(index) has \(ports.counted("port"))", help: helpWithPorts(ports),
      refusal: .xml("virtio serial controller \(index) does not have port \(port)"),
      notes: controller.map { [Diagnostic.Note("the controller", at: range(of: .ports, in: $0.sourceNode))] } ?? [],
      fixes: controller.flatMap { morePorts($0, for: port, and: highest ?? port) } ?? [])
  }

  /// The highest port that devices state on each controller without having it there, as far as a controller can have so many: one fix is
  /// enough for all of them.
  var highestPorts: [ElementNode: Int] {
    var highest: [ElementNode: Int] = [:]
    for case .portOutOfRange(_, _, let port, _, let controller?) in resolved.findings
    where port < Controller.maximumPortCount {
      highest[controller] = max(port, highest[controller] ?? 0)
    }
    return highest
  }

  func portZeroReplaced(of channel: ElementNode?, by address: VirtioSerialAddress) -> FindingWording {
    let location = portLocation(of: .port, in: DeviceReference(.channel, channel))
    return FindingWording(
      .portZero, at: location.range,
      "port 0 is reserved for a console; libvirt assigns port \(address.port ?? 1) instead",
      help: "remove the port, or set port='\(address.port ?? 1)'",
      fixes: location.attribute.map { [removal("remove the port, so that libvirt assigns it", of: $0)] } ?? [])
  }

  func controllerFull(_ index: Int, ports: Int, of device: DeviceReference) -> FindingWording {
    FindingWording(
      .controllerFull, at: portLocation(of: .controller, in: device).range,
      (ports == 1
        ? "controller \(index) has only port 0, which is reserved for a console"
        : "no port of controller \(index) is free: it has the ports 0 to \(ports - 1), and port 0 is reserved for a console")
        + whyController(index, for: device),
      help: "increase ports on the controller, or remove the address",
      refusal: .xml("Unable to find a free port on virtio-serial controller \(index)"))
  }

  func unavailableController(_ index: Int, of device: DeviceReference) -> FindingWording {
    FindingWording(
      .controllerFull, at: portLocation(of: .controller, in: device).range,
      "no port can be assigned: controller \(index) does not exist"
        + whyController(index, for: device),
      help: "set the port, or <controller type='virtio-serial' index='\(index)'/>",
      refusal: .internalError("virtio-serial controller \(index) not available"))
  }

  func missingController(_ index: Int, of device: DeviceReference) -> FindingWording {
    FindingWording(
      .controllerFull, at: portLocation(of: .controller, in: device).range,
      "controller \(index) does not exist, and libvirt does not add it for \(description(of: device))",
      help: index > Int32.max
        ? "use a lower number" : "remove the address, or declare <controller type='virtio-serial' index='\(index)'/>",
      refusal: .xml("virtio serial controller \(index) is missing"))
  }
}

/// What to write where a controller has so many ports.
private func helpWithPorts(_ ports: Int) -> String {
  switch ports {
  case ...1: "increase ports on the controller"
  case 2: "use port 1, or omit it to let libvirt assign one"
  default: "use a port from 1 to \(ports - 1), or omit it to let libvirt assign one"
  }
}

extension RuleContext {
  /// Why libvirt looks at another controller than the device names; empty where it does not.
  fileprivate func whyController(_ index: Int, for device: DeviceReference) -> String {
    guard let node = address(of: device), let stated = document.value(.controller, of: node), Int(stated) != index
    else {
      return ""
    }
    return "; libvirt \(versions.libvirt) looks up the port of a console there, whichever controller the address names"
  }
}

// MARK: What ports look like in the text

/// Where a device states its port.
private struct PortLocation {
  let range: SourceRange
  let attribute: XMLAttribute?

  /// A note at the location; empty for a device that libvirt adds.
  func note(_ message: String) -> [Diagnostic.Note] {
    range.isEmpty ? [] : [Diagnostic.Note(message, at: range)]
  }
}

extension RuleContext {
  /// The attribute of a device's address, or where the device is when it has none.
  fileprivate func portLocation(of name: Name, in device: DeviceReference) -> PortLocation {
    let attribute = address(of: device).flatMap { document.attribute(name.xml, of: $0) }
    return PortLocation(
      range: attribute.map(document.valueRange) ?? range(of: SourceNode(device.node)), attribute: attribute)
  }

  /// Leaves the port to libvirt; where its controller has none left, the controller as well.
  fileprivate func otherPort(for device: DeviceReference, on controller: Int) -> [Fix] {
    guard portAssignment.hasRoom(on: controller) else {
      return address(of: device).map { [removal("remove the address, so that libvirt assigns it", of: SourceNode($0))] }
        ?? []
    }
    return portLocation(of: .port, in: device).attribute.map {
      [removal("remove the port, so that libvirt assigns it", of: $0)]
    } ?? []
  }

  /// As many ports for a controller as the highest that is stated needs, where its number of ports is what is wrong.
  fileprivate func morePorts(_ controller: Controller, for port: Int, and highest: Int) -> [Fix]? {
    guard port < Controller.maximumPortCount else { return nil }
    let ports = highest + 1
    return [fix("increase the controller to \(ports) ports", controller, safety: .unsafe) { $0.ports = ports }]
  }
}
