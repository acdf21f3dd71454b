internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// The USB controllers of a domain and the ports of its USB devices.
extension Rule {
  static let usb = [usbDisabled, badUSBControllers, noSuchUSBPort, usbPortTaken, noFreeUSBPort]

  static let usbDisabled = Rule(
    "VC236", "usb-disabled", .error,
    "The domain has a USB device but no USB controller.",
    rationale: """
      A USB controller with model='none' disables USB, and some machines, such as those of s390x, ARM and RISC-V,
      have no USB controller unless the domain declares one. libvirt refuses USB devices in such a domain. Input
      devices without a bus and smart card readers are USB devices too.
      """,
    sources: [
      .libvirt("src/qemu/qemu_domain_address.c", "qemuDomainUSBAddressAddHubs"),
      .libvirt("src/conf/domain_conf.c", "virDomainDefParseXML"),
    ],
    good: [
      Example("<input type='tablet' bus='usb'/>"),
      Example("<controller type='usb' model='none'/>\n<input type='mouse' bus='ps2'/>"),
    ],
    bad: [
      Example("<controller type='usb' model='none'/>\n<⟦input⟧ type='tablet' bus='usb'/>"),
      Example("<⟦input⟧ type='tablet' bus='usb'/>", in: .devices(machine: "virt", architecture: "aarch64")),
      Example("<controller type='usb' model='none'/>\n<⟦hub⟧ type='usb'/>"),
      Example(
        """
        <controller type='usb' model='none'/>
        <⟦hostdev⟧ mode='subsystem' type='usb'>
          <source><vendor id='0x1234'/><product id='0xbeef'/></source>
        </hostdev>
        """, onPage: false),
    ],
    .wording)

  static let badUSBControllers = Rule(
    "VC237", "bad-usb-controllers", .error,
    "USB controllers contradict each other.",
    rationale: """
      Only the parts of one USB 2.0 controller share an index: an ich9-ehci1 and its companions, each with a
      `<master>`. A controller with model='none' states that the domain has no USB, so there must be no other.
      libvirt also refuses a domain in which every USB controller is a companion.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainUSBAddressSetAddController"),
      .libvirt("src/conf/domain_conf.c", "virDomainDefControllersParse"),
    ],
    good: [
      Example(
        """
        <controller type='usb' index='0' model='ich9-ehci1'/>
        <controller type='usb' index='0' model='ich9-uhci1'>
          <master startport='0'/>
        </controller>
        """)
    ],
    bad: [
      Example(
        "<controller type='usb' index='0' model='ich9-ehci1'/>\n<⟦controller⟧ type='usb' index='0' model='qemu-xhci'/>"),
      Example("<controller type='usb' model='qemu-xhci'/>\n<⟦controller⟧ type='usb' index='1' model='none'/>"),
      Example("<⟦controller⟧ type='usb' index='0' model='ich9-uhci1'>\n  <master startport='0'/>\n</controller>"),
    ]
  ) { context, findings in
    let controllers = context.usbControllers
    context.checkDisabledUSB(controllers, &findings)
    context.checkMaster(controllers, &findings)
  }

  static let noSuchUSBPort = Rule(
    "VC238", "no-such-usb-port", .error,
    "A USB address names a controller, hub or port that does not exist.",
    rationale: """
      The bus of a USB address is the index of a USB controller. The port is a path through the ports of this
      controller and of hubs, such as 1.2. A piix3-uhci has 2 ports, an xhci 4 unless `ports` states another number,
      an ich9-ehci1 6, a hub 8.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainUSBAddressFindPort"),
      .libvirt("src/conf/domain_addr.c", "virDomainUSBAddressAssign"),
    ],
    good: [Example("<input type='tablet' bus='usb'>\n  <address type='usb' bus='0' port='1'/>\n</input>")],
    bad: [
      Example("<input type='tablet' bus='usb'>\n  <⟦address⟧ type='usb' bus='1' port='1'/>\n</input>"),
      Example("<input type='tablet' bus='usb'>\n  <⟦address⟧ type='usb' bus='1'/>\n</input>"),
      Example("<input type='tablet' bus='usb'>\n  <⟦address⟧ type='usb' bus='0' port='3'/>\n</input>"),
      Example("<input type='tablet' bus='usb'>\n  <⟦address⟧ type='usb' bus='0' port='1.2'/>\n</input>"),
      Example("<input type='tablet' bus='usb'>\n  <⟦address⟧ type='usb' bus='0' port='3.1'/>\n</input>", onPage: false),
    ],
    .wording)

  static let usbPortTaken = Rule(
    "VC239", "usb-port-taken", .error,
    "Two USB devices share a port.",
    rationale: """
      A USB port connects one device. libvirt refuses a domain in which two devices have the same bus and port.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainUSBAddressReserve"),
      .libvirt("src/conf/domain_addr.c", "virDomainUSBAddressSetAddHub"),
    ],
    good: [
      Example(
        """
        <input type='tablet' bus='usb'>
          <address type='usb' bus='0' port='1'/>
        </input>
        <input type='mouse' bus='usb'/>
        """)
    ],
    bad: [
      Example(
        """
        <input type='tablet' bus='usb'>
          <address type='usb' bus='0' port='1'/>
        </input>
        <input type='mouse' bus='usb'>
          <⟦address⟧ type='usb' bus='0' port='1'/>
        </input>
        """),
      Example(
        """
        <hub type='usb'>
          <address type='usb' bus='0' port='1'/>
        </hub>
        <hub type='usb'>
          <⟦address⟧ type='usb' bus='0' port='1'/>
        </hub>
        """, onPage: false),
    ],
    .wording)

  static let noFreeUSBPort = Rule(
    "VC240", "no-free-usb-port", .error,
    "No port is free for a USB device.",
    rationale: """
      libvirt adds hubs if there are more USB devices than ports, but it counts the ports of all controllers together. It
      refuses a device that names a full controller, and a device for whose hub no port is left.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainUSBAddressAssign"),
      .libvirt("src/qemu/qemu_domain_address.c", "qemuDomainUSBAddressAddHubs"),
    ],
    good: [
      Example("<input type='tablet' bus='usb'/>\n<input type='mouse' bus='usb'/>\n<input type='keyboard' bus='usb'/>")
    ],
    bad: [
      Example(
        """
        <controller type='usb' index='0' model='piix3-uhci'/>
        <controller type='usb' index='1' model='qemu-xhci'/>
        <input type='tablet' bus='usb'>
          <address type='usb' bus='0'/>
        </input>
        <input type='mouse' bus='usb'>
          <address type='usb' bus='0'/>
        </input>
        <input type='keyboard' bus='usb'>
          <⟦address⟧ type='usb' bus='0'/>
        </input>
        """)
    ],
    .wording)
}

// MARK: Words

extension RuleContext {
  func wording(of refusal: USBRefusal, to device: DeviceReference) -> FindingWording {
    switch refusal {
    case .disabled: usbDisabled(for: device)
    case .duplicateController(let index): duplicateUSBController(device, index: index)
    case .missingBus(let bus):
      noSuchUSBPort(of: device, "USB controller \(bus) does not exist", "Missing USB bus \(bus)")
    case .missingController(let bus):
      noSuchUSBPort(
        of: device, "USB controller \(bus) does not exist",
        "USB bus \(bus) requested but no controller with that index is present")
    case .portOutOfRange(let port, let path):
      noSuchUSBPort(
        of: device, "port \(port) on the path to port \(path.text) of USB controller \(path.bus) does not exist",
        "port \(port) out of range in USB address bus: \(path.bus) port: \(path.text)")
    case .missingHub(let port, let path):
      noSuchUSBPort(
        of: device, "there is no hub at port \(port) on the path to port \(path.text) of USB controller \(path.bus)",
        "there is no hub at port \(port) in USB address bus: \(path.bus) port: \(path.text)")
    case .missingPort(let path):
      noSuchUSBPort(
        of: device, "USB controller \(path.bus) has no port \(path.text)",
        "requested USB port \(path.text) not present on USB bus \(path.bus)")
    case .hubTaken(let path):
      usbPortTaken(path, of: device, "Duplicate USB hub on bus \(path.bus) port \(path.text)")
    case .portTaken(let path):
      usbPortTaken(path, of: device, "Duplicate USB address bus \(path.bus) port \(path.text)")
    case .noFreePort: noFreeUSBPort(for: device)
    }
  }

  private func usbDisabled(for device: DeviceReference) -> FindingWording {
    FindingWording(
      .usbDisabled, at: rangeOfDevice(device), "the domain has no USB controller for \(description(of: device))",
      help: "add <controller type='usb' model='qemu-xhci'/>, replacing any with model='none', or remove the device",
      refusal: refusalWithoutUSB(of: device))
  }

  private func duplicateUSBController(_ device: DeviceReference, index: Int) -> FindingWording {
    FindingWording(
      .badUSBControllers, at: rangeOfDevice(device), "another USB controller has index \(index)",
      help: "remove the index to let libvirt assign one",
      refusal: .xml("Duplicate USB controllers with index \(index)"))
  }

  private func noSuchUSBPort(of device: DeviceReference, _ message: String, _ refusal: String) -> FindingWording {
    FindingWording(
      .noSuchUSBPort, at: rangeOfAddress(of: device), message, help: "remove the address to let libvirt assign a port",
      refusal: .xml(refusal))
  }

  private func usbPortTaken(_ path: USBPortPath, of device: DeviceReference, _ refusal: String) -> FindingWording {
    FindingWording(
      .usbPortTaken, at: rangeOfAddress(of: device), "port \(path.text) of USB controller \(path.bus) is already used",
      help: "remove the address to let libvirt assign a port", refusal: .xml(refusal))
  }

  private func noFreeUSBPort(for device: DeviceReference) -> FindingWording {
    FindingWording(
      .noFreeUSBPort, at: rangeOfAddress(of: device), "no port is free for \(description(of: device))",
      help: "add a USB controller, or remove the device's address", refusal: .internalError("No free USB ports"))
  }
}

extension RuleContext {
  /// The USB controllers that the domain states.
  fileprivate var usbControllers: [ElementNode] {
    guard !domain.isFragment else { return [] }
    return domain.devices(named: .controller).filter { document.has(.type, "usb", at: $0) }
  }

  private func isNone(_ controller: ElementNode) -> Bool { document.value(.model, of: controller) == "none" }

  /// How libvirt refuses a USB device of a domain without USB: host devices and hubs when it reads them, others when it assigns ports.
  private func refusalWithoutUSB(of device: DeviceReference) -> Refusal {
    switch device.kind {
    case .hostdev where usbControllers.contains(where: isNone):
      .unsupported("Can't add host USB device: USB is disabled in this host")
    case .hub where usbControllers.contains(where: isNone):
      .unsupported("Can't add USB hub: USB is disabled for this domain")
    default: .unsupported("USB is disabled for this domain, but USB devices are present in the domain XML")
    }
  }

  /// A controller that says there is no USB is the only one.
  fileprivate func checkDisabledUSB(_ controllers: [ElementNode], _ findings: inout Findings) {
    guard controllers.count > 1, controllers.contains(where: isNone) else { return }
    let second = controllers.indices.dropFirst().first {
      isNone(controllers[$0]) || controllers[..<$0].contains(where: isNone)
    }
    guard let second else { return }
    findings.add(
      at: document.nameRange(of: controllers[second]), "a USB controller with model='none' must be the only one",
      help: "remove the controller with model='none', or the others",
      refusal: Refusal(by: .libvirt, "Can't add another USB controller: USB is disabled for this domain"))
  }

  /// A companion has a master, and one controller at least has none.
  fileprivate func checkMaster(_ controllers: [ElementNode], _ findings: inout Findings) {
    guard let first = controllers.first(where: { !isNone($0) }), controllers.allSatisfy(isCompanion) else { return }
    findings.add(
      at: document.nameRange(of: first), "every USB controller is a companion of a controller that does not exist",
      help: "add <controller type='usb' index='0' model='ich9-ehci1'/>",
      refusal: Refusal(by: .libvirt, "No master USB controller specified"))
  }

  private func isCompanion(_ controller: ElementNode) -> Bool {
    document.child(Name.master.xml, of: controller) != nil
  }
}
