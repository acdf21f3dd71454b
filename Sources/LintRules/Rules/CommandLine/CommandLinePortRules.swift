internal import SourceText
internal import Translation

// VC7xx: controllers and ports of a QEMU command line.
extension Rule {
  static let commandLine = commandLinePorts + commandLineChardevs + commandLineText

  private static let commandLinePorts = [
    portBeforeBus, unknownBus, refusedPortNumber, takenPortName, badDeviceID, refusedPortCount,
  ]

  static let portBeforeBus = Rule(
    "VC701", "port-before-bus", .error,
    "A port is created before its controller.",
    rationale: """
      QEMU makes devices in the order of the command line, those written as key=value before those written as JSON, and a port
      needs its bus to be there. Chardevs may stand anywhere.
      """,
    foresees: ["No 'virtio-serial-bus' bus found for device 'virtserialport'", "Bus 'vs0.0' not found"],
    goodOptions: ["-device virtio-serial-pci,id=vs0 -device virtserialport,bus=vs0.0,chardev=c0 -chardev null,id=c0"],
    badOptions: [
      ("-device ⟦virtserialport⟧,name=a -device virtio-serial-pci,id=vs0", nil),
      ("-device virtserialport,bus=⟦vs0.0⟧ -device virtio-serial-pci,id=vs0", nil),
    ])

  static let unknownBus = Rule(
    "VC702", "unknown-bus", .error,
    "A port refers to a bus that no controller provides.",
    rationale:
      "The bus of a controller is called `<id>.0`, and case matters; without an id it is `virtio-serial-bus.0`.",
    foresees: ["Bus 'vs0' not found"],
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
      Port 0 is for a console. The others run to one less than the controller's `max_ports`, 31 when nothing is said. A port
      without `nr` takes the lowest free number, and may so take one that stands later on the line.
      """,
    foresees: [
      "Port number 0 on virtio-serial devices reserved for virtconsole devices for backward compatibility.",
      "virtio-serial-bus: Out-of-range port id specified, max. allowed: 30",
      "virtio-serial-bus: A port already exists at id 1",
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
    rationale:
      "The names of ports are unique in the whole machine, over all controllers; the empty name is a name, no name is none.",
    foresees: ["virtio-serial-bus: A port already exists by name a"],
    goodOptions: ["-device virtio-serial-pci -device virtserialport,name=a -device virtserialport,name=A"],
    badOptions: [("-device virtio-serial-pci -device virtserialport,name=a -device virtserialport,name=⟦a⟧", nil)])

  static let badDeviceID = Rule(
    "VC712", "bad-device-id", .error,
    "A device or chardev id is invalid or already used.",
    rationale:
      "An id consists of letters, digits, `-`, `.` and `_`, begins with a letter, and is unique among devices.",
    foresees: ["Duplicate ID 'vs0' for device", "Parameter 'id' expects an identifier"],
    goodOptions: ["-device virtio-serial-pci,id=a.b-c_d -device virtserialport,id=p0"],
    badOptions: [
      ("-device virtio-serial-pci,id=vs0 -device virtserialport,id=⟦vs0⟧", nil),
      ("-device virtio-serial-pci,id=⟦0bad⟧", nil),
    ])

  static let refusedPortCount = Rule(
    "VC713", "refused-port-count", .error,
    "QEMU refuses a controller's number of ports.",
    rationale: "A controller has 1 to 511 ports, port 0 included.",
    foresees: ["Maximum number of serial ports not specified", "maximum ports supported: 511"],
    goodOptions: ["-device virtio-serial-pci,max_ports=511"],
    badOptions: [
      ("-device virtio-serial-pci,max_ports=⟦0⟧", nil), ("-device virtio-serial-pci,max_ports=⟦512⟧", nil),
    ])
}

extension QEMUFault {
  func noBus(_ driver: String) -> FindingWording {
    wording(
      .portBeforeBus, "no virtio-serial controller comes before this port",
      help: "write -device virtio-serial-pci before the ports",
      refusal: "No 'virtio-serial-bus' bus found for device '\(driver)'")
  }

  /// - Parameter afterPlain: whether the controller is in JSON and the port is not.
  func busComesLater(_ bus: String, afterPlain: Bool) -> FindingWording {
    if afterPlain {
      return wording(
        .portBeforeBus,
        "the controller of bus '\(bus)' is in JSON, and QEMU creates such devices after all that are not",
        help: "write both in JSON, or neither", refusal: "Bus '\(bus)' not found")
    }
    return wording(
      .portBeforeBus, "the controller of bus '\(bus)' comes later",
      help: "write -device virtio-serial-pci before the ports", refusal: "Bus '\(bus)' not found")
  }

  func unknownBus(_ bus: String, known: [String]) -> FindingWording {
    let near = known.contains("\(bus).0") ? "\(bus).0" : known.nearest(to: bus)
    return wording(
      .unknownBus, "no controller brings the bus '\(bus)'",
      help: known.isEmpty ? nil : "the controllers bring \(known.joined(separator: ", "))",
      refusal: "Bus '\(bus)' not found", fix: near.map { replacement("name the bus \($0)", $0) })
  }

  var portZero: FindingWording {
    wording(
      .refusedPortNumber, "port 0 is for a console", help: "write a number from 1, or none and QEMU chooses one",
      refusal: "Port number 0 on virtio-serial devices reserved for virtconsole devices for backward compatibility.")
  }

  func portOutOfRange(_ number: Int, highest: Int) -> FindingWording {
    wording(
      .refusedPortNumber, "the controller has no port \(number); its highest is \(highest)",
      help: "give it a larger max_ports",
      refusal: "virtio-serial-bus: Out-of-range port id specified, max. allowed: \(highest)")
  }

  func portTaken(_ number: Int) -> FindingWording {
    wording(
      .refusedPortNumber, "port \(number) of the controller is already taken",
      refusal: "virtio-serial-bus: A port already exists at id \(number)", note: "the port that has it")
  }

  func nameTaken(_ name: String) -> FindingWording {
    wording(
      .takenPortName, "another port has the name '\(name)'",
      refusal: "virtio-serial-bus: A port already exists by name \(name)", note: "the port that has it")
  }

  func duplicateID(_ id: String) -> FindingWording {
    wording(
      .badDeviceID, "another device has the id '\(id)'", refusal: "Duplicate ID '\(id)' for device",
      note: "the device that has it")
  }

  func badID(_ id: String) -> FindingWording {
    wording(
      .badDeviceID, "'\(id)' is no identifier",
      help: "write letters, digits, '-', '.' and '_', first a letter",
      refusal: "Parameter 'id' expects an identifier")
  }

  func maxPorts(_ count: Int) -> FindingWording {
    wording(
      .refusedPortCount, "a controller has 1 to 511 ports, not \(count)",
      refusal: count == 0 ? "Maximum number of serial ports not specified" : "maximum ports supported: 511")
  }
}
