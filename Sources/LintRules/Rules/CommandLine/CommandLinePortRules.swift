internal import SourceText
internal import Translation

// VC7xx: controllers and ports of a QEMU command line.
extension Rule {
  static let commandLine = commandLinePorts + commandLineChardevs + commandLineText

  private static let commandLinePorts = [
    portBeforeBus, unknownBus, refusedPortNumber, takenPortName, badDeviceID, refusedPortCount, setOfNothing,
  ]

  static let portBeforeBus = Rule(
    "VC701", "port-before-bus", .error,
    "A port is created before its controller.",
    rationale: """
      QEMU creates devices in the order of the command line: first those written as key=value, then those written as
      JSON. A port needs an existing bus. The position of chardevs does not matter.
      """,
    sources: [
      .qemu("softmmu/qdev-monitor.c", "qdev_device_add_from_qdict"),
      .qemu("softmmu/qdev-monitor.c", "qbus_find"),
    ],
    goodOptions: ["-device virtio-serial-pci,id=vs0 -device virtserialport,bus=vs0.0,chardev=c0 -chardev null,id=c0"],
    badOptions: [
      ("-device ⟦virtserialport⟧,name=a -device virtio-serial-pci,id=vs0", nil),
      ("-device virtserialport,bus=⟦vs0.0⟧ -device virtio-serial-pci,id=vs0", nil),
    ])

  static let unknownBus = Rule(
    "VC702", "unknown-bus", .error,
    "A port refers to a bus that no controller provides.",
    rationale: """
      The bus of a controller is named `<id>.0`, with the id's case preserved, or `virtio-serial-bus.0` if the
      controller has no id.
      """,
    sources: [.qemu("softmmu/qdev-monitor.c", "qbus_find")],
    goodOptions: ["-device virtio-serial-pci,id=vs0 -device virtserialport,bus=vs0.0"],
    badOptions: [
      (
        "-device virtio-serial-pci,id=vs0 -device virtserialport,bus=⟦vs0⟧",
        "-device virtio-serial-pci,id=vs0 -device virtserialport,bus=vs0.0"
      )
    ])

  static let refusedPortNumber = Rule(
    "VC710", "refused-port-number", .error,
    "QEMU refuses a port number.",
    rationale: """
      Port 0 is reserved for a console. Other port numbers range from 1 to the controller's `max_ports` minus 1; the
      default of `max_ports` is 31. A port without `nr` gets the lowest free number, which can collide with a number
      that a later option sets.
      """,
    sources: [
      .qemu("hw/char/virtio-console.c", "virtconsole_realize"),
      .qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize"),
    ],
    goodOptions: ["-device virtio-serial-pci -device virtconsole,nr=0 -device virtserialport,nr=30"],
    badOptions: [
      ("-device virtio-serial-pci -device virtserialport,nr=⟦0⟧", nil),
      ("-device virtio-serial-pci -device virtserialport,nr=⟦31⟧", nil),
      ("-device virtio-serial-pci -device virtserialport,nr=1 -device virtconsole,nr=⟦1⟧", nil),
    ])

  static let takenPortName = Rule(
    "VC711", "taken-port-name", .error,
    "Two ports share a name.",
    rationale: """
      Port names must be unique in the whole machine, across all controllers. The empty name counts as a name; ports
      without a name do not collide.
      """,
    sources: [.qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize")],
    goodOptions: ["-device virtio-serial-pci -device virtserialport,name=a -device virtserialport,name=A"],
    badOptions: [("-device virtio-serial-pci -device virtserialport,name=a -device virtserialport,name=⟦a⟧", nil)])

  static let badDeviceID = Rule(
    "VC712", "bad-device-id", .error,
    "A device or chardev id is invalid or already used.",
    rationale: """
      An id consists of letters, digits, `-`, `.` and `_`, begins with a letter, and is unique among devices.
      """,
    sources: [.qemu("util/qemu-option.c", "qemu_opts_create"), .qemu("util/id.c", "id_wellformed")],
    goodOptions: ["-device virtio-serial-pci,id=a.b-c_d -device virtserialport,id=p0"],
    badOptions: [
      ("-device virtio-serial-pci,id=vs0 -device virtserialport,id=⟦vs0⟧", nil),
      ("-device virtio-serial-pci,id=⟦0bad⟧", nil),
    ])

  static let refusedPortCount = Rule(
    "VC713", "refused-port-count", .error,
    "QEMU refuses a controller's number of ports.",
    rationale: "A controller has 1 to 511 ports, including port 0.",
    sources: [.qemu("hw/char/virtio-serial-bus.c", "virtio_serial_device_realize")],
    goodOptions: ["-device virtio-serial-pci,max_ports=511"],
    badOptions: [
      ("-device virtio-serial-pci,max_ports=⟦0⟧", nil), ("-device virtio-serial-pci,max_ports=⟦512⟧", nil),
    ])

  static let setOfNothing = Rule(
    "VC719", "set-without-target", .error,
    "-set names a device or chardev that QEMU does not find.",
    rationale: """
      `-set device.ID.property=value` changes a device that is written as key=value. QEMU does not find devices
      written as JSON, the syntax that libvirt uses since 8.0.0.
      """,
    sources: [.qemu("softmmu/vl.c", "qemu_set_option")],
    goodOptions: ["-device virtio-serial-pci,id=vs0 -set device.vs0.max_ports=4"],
    badOptions: [
      ("-device virtio-serial-pci,id=vs1 -set ⟦device.vs0.max_ports=4⟧", nil),
      (#"-device '{"driver":"virtio-serial-pci","id":"vs0"}' -set ⟦device.vs0.max_ports=4⟧"#, nil),
      ("-set ⟦chardev.c0.path=/run/c0⟧", nil),
    ])
}

extension QEMUFault {
  func noBus(_ driver: String) -> FindingWording {
    wording(
      .portBeforeBus, "this port has no virtio-serial controller before it",
      help: "put -device virtio-serial-pci before the ports",
      refusal: "No 'virtio-serial-bus' bus found for device '\(driver)'")
  }

  /// - Parameter afterPlain: whether the controller is in JSON and the port is not.
  func busComesLater(_ bus: String, afterPlain: Bool) -> FindingWording {
    if afterPlain {
      return wording(
        .portBeforeBus,
        "the controller of bus '\(bus)' is written as JSON, and QEMU creates such devices after all others",
        help: "use JSON for both, or for neither", refusal: "Bus '\(bus)' not found")
    }
    return wording(
      .portBeforeBus, "the controller of bus '\(bus)' is created after this port",
      help: "put -device virtio-serial-pci before the ports", refusal: "Bus '\(bus)' not found")
  }

  func setOfNothing(_ id: String, group: String, inJSON: Bool) -> FindingWording {
    wording(
      .setOfNothing,
      inJSON
        ? "-set cannot change '\(id)', which is defined in JSON"
        : "-set names the \(group) '\(id)', which does not exist",
      help: inJSON ? "write the property in the JSON; in domain XML, use <qemu:override>" : nil,
      refusal: "there is no \(group) \"\(id)\" defined")
  }

  func unknownBus(_ bus: String, known: [String]) -> FindingWording {
    let near = known.contains("\(bus).0") ? "\(bus).0" : known.nearest(to: bus)
    return wording(
      .unknownBus, "no controller provides the bus '\(bus)'",
      help: known.isEmpty ? nil : "use a bus that a controller provides: \(known.joined(separator: ", "))",
      refusal: "Bus '\(bus)' not found", fix: near.map { replacement("use bus \($0)", $0) })
  }

  var portZero: FindingWording {
    wording(
      .refusedPortNumber, "port 0 is reserved for a console",
      help: "use a number from 1, or omit nr to let QEMU assign one",
      refusal: "Port number 0 on virtio-serial devices reserved for virtconsole devices for backward compatibility.")
  }

  func portOutOfRange(_ number: Int, highest: Int) -> FindingWording {
    wording(
      .refusedPortNumber, "the controller has no port \(number); its highest port is \(highest)",
      help: "increase max_ports of the controller",
      refusal: "virtio-serial-bus: Out-of-range port id specified, max. allowed: \(highest)",
      note: "the number of ports")
  }

  func portTaken(_ number: Int) -> FindingWording {
    wording(
      .refusedPortNumber, "port \(number) of the controller is already in use",
      refusal: "virtio-serial-bus: A port already exists at id \(number)", note: "the other port")
  }

  func nameTaken(_ name: String) -> FindingWording {
    wording(
      .takenPortName, "the name '\(name)' is already used by another port",
      refusal: "virtio-serial-bus: A port already exists by name \(name)", note: "the other port")
  }

  func duplicateID(_ id: String) -> FindingWording {
    wording(
      .badDeviceID, "the id '\(id)' is already used by another device", refusal: "Duplicate ID '\(id)' for device",
      note: "the other device")
  }

  func badID(_ id: String) -> FindingWording {
    wording(
      .badDeviceID, "'\(id)' is not a valid identifier",
      help: "begin with a letter, and use only letters, digits, '-', '.' and '_'",
      refusal: "Parameter 'id' expects an identifier")
  }

  func maxPorts(_ count: Int) -> FindingWording {
    wording(
      .refusedPortCount, "a controller has 1 to 511 ports, not \(count)",
      refusal: count == 0 ? "Maximum number of serial ports not specified" : "maximum ports supported: 511")
  }
}
