internal import SourceText
internal import Translation

// VC7xx: chardevs of a QEMU command line.
extension Rule {
  static let commandLineChardevs = [
    chardevProblem, serverWithoutWaitOff, clientOptionMix, spicevmcChardevName, incompleteChardev,
  ]

  static let chardevProblem = Rule(
    "VC703", "chardev-problem", .error,
    "A device's chardev is missing, unknown or already in use.",
    rationale: """
      A chardev has an id, unique among chardevs, and serves one device, unless it has `mux=on`. Chardevs may stand before or after
      the devices that use them.
      """,
    foresees: [
      "Property 'virtserialport.chardev' can't find value 'co'", "Duplicate ID 'c0' for chardev",
      "chardev: no id specified",
      "Property 'virtconsole.chardev' can't take value 'c0': Device 'c0' is in use",
    ],
    goodOptions: ["-device virtio-serial-pci -device virtserialport,chardev=c0 -chardev null,id=c0"],
    badOptions: [
      (
        "-device virtio-serial-pci -chardev null,id=c0 -device virtserialport,chardev=⟦co⟧",
        "-device virtio-serial-pci -chardev null,id=c0 -device virtserialport,chardev=c0"
      ),
      ("-chardev null,id=c0 -chardev pty,id=⟦c0⟧", nil),
      ("-chardev ⟦null⟧", nil),
      (
        "-device virtio-serial-pci -chardev null,id=c0 -device virtserialport,chardev=c0 -device virtconsole,chardev=⟦c0⟧",
        nil
      ),
    ])

  static let serverWithoutWaitOff = Rule(
    "VC704", "server-without-wait-off", .warning,
    "QEMU waits for a client before it starts.",
    rationale:
      "`wait` is on unless told otherwise: QEMU prints that it waits for a connection, and the guest does not boot.",
    goodOptions: ["-chardev socket,id=c0,path=/run/x,server=on,wait=off"],
    badOptions: [
      ("-chardev socket,id=c0,path=/run/x,⟦server=on⟧", "-chardev socket,id=c0,path=/run/x,server=on,wait=off")
    ])

  static let clientOptionMix = Rule(
    "VC706", "client-option-mix", .error,
    "A socket mixes server and client options.",
    rationale: """
      A client can reconnect, and a server can wait. A client that does not reconnect ends QEMU when nobody listens; libvirt's own
      are like that.
      """,
    foresees: [
      "'wait' option is incompatible with socket in client connect mode",
      "'reconnect' option is incompatible with socket in server listen mode",
    ],
    goodOptions: [
      "-chardev socket,id=c0,path=/run/x,reconnect=1", "-chardev socket,id=c0,path=/run/x,server=on,wait=off",
    ],
    badOptions: [
      ("-chardev socket,id=c0,path=/run/x,reconnect=1,⟦wait=off⟧", nil),
      ("-chardev socket,id=c0,path=/run/x,server=on,wait=off,⟦reconnect=1⟧", nil),
      ("-chardev ⟦socket⟧,id=c0,path=/run/x", nil),
    ])

  static let spicevmcChardevName = Rule(
    "VC709", "spicevmc-chardev-name", .error,
    "QEMU does not know this spicevmc name.",
    rationale:
      "The name says which of spice's channels it is: `vdagent`, `smartcard` or `usbredir`. Only the first belongs to a port.",
    foresees: ["chardev: spice channel: no name given", "unsupported type name: com.redhat.spice.0"],
    goodOptions: ["-chardev spicevmc,id=c0,name=vdagent"],
    badOptions: [
      ("-chardev spicevmc,id=c0,⟦name=com.redhat.spice.0⟧", "-chardev spicevmc,id=c0,name=vdagent")
    ])

  static let incompleteChardev = Rule(
    "VC714", "incomplete-chardev", .error,
    "A chardev lacks an option it requires, or has conflicting ones.",
    rationale: "A socket has a path, or a host and a port, or a descriptor; a file and a pipe have a path.",
    foresees: [
      "chardev: socket: no port given", "chardev: file: no filename given",
      "None or one of 'path', 'fd' or 'host' option required.",
    ],
    goodOptions: ["-chardev socket,id=c0,host=::1,port=4444,server=on,wait=off -chardev file,id=c1,path=/tmp/out"],
    badOptions: [
      ("-chardev ⟦socket⟧,id=c0,host=::1,server=on,wait=off", nil), ("-chardev ⟦file⟧,id=c0", nil),
      ("-chardev socket,id=c0,⟦path=/run/x⟧,host=::1,port=4,server=on,wait=off", nil),
    ])
}

extension QEMUFault {
  func unknownChardev(_ id: String, driver: String, known: [String]) -> FindingWording {
    wording(
      .chardevProblem, "there is no chardev '\(id)'",
      refusal: "Property '\(driver).chardev' can't find value '\(id)'",
      fix: known.nearest(to: id).map { replacement("use the chardev \($0)", $0) })
  }

  func duplicateChardev(_ id: String) -> FindingWording {
    wording(
      .chardevProblem, "another chardev has the id '\(id)'", refusal: "Duplicate ID '\(id)' for chardev",
      note: "the chardev that has it")
  }

  var chardevWithoutID: FindingWording {
    wording(.chardevProblem, "a chardev without id serves no device", refusal: "chardev: no id specified")
  }

  func chardevInUse(_ id: String, driver: String) -> FindingWording {
    wording(
      .chardevProblem, "the chardev '\(id)' already serves another device",
      help: "give each device a chardev of its own",
      refusal: "Property '\(driver).chardev' can't take value '\(id)': Device '\(id)' is in use",
      note: "the device that has it")
  }

  var serverWaits: FindingWording {
    wording(
      .serverWithoutWaitOff, "QEMU waits for a client before it starts", help: "write server=on,wait=off",
      fix: Fix("do not wait", edits: [.insert(",wait=off", at: range.upperBound)]))
  }

  func wrongSide(_ key: String, isServer: Bool) -> FindingWording {
    wording(
      .clientOptionMix, isServer ? "a server cannot reconnect" : "a client cannot wait for clients",
      help: "remove \(key)",
      refusal: isServer
        ? "'reconnect' option is incompatible with socket in server listen mode"
        : "'wait' option is incompatible with socket in client connect mode")
  }

  var clientGivesUp: FindingWording {
    wording(
      .clientOptionMix, "QEMU exits if nothing listens on the socket",
      help: "write reconnect=1, from QEMU 9.2 on reconnect-ms=1000", severity: .note)
  }

  func spicevmcName(_ name: String?) -> FindingWording {
    wording(
      .spicevmcChardevName,
      name.map { "'\($0)' is none of spice's channels" } ?? "a spicevmc chardev needs a name",
      help: "write name=vdagent; the name that the guest sees belongs to the port",
      refusal: name.map { "unsupported type name: \($0)" } ?? "chardev: spice channel: no name given",
      fix: name.map { _ in replacement("name it vdagent", "name=vdagent") })
  }

  func incompleteChardev(_ backend: String, missing: String) -> FindingWording {
    wording(
      .incompleteChardev, "a \(backend) chardev needs '\(missing)'",
      refusal: Self.refusal(of: backend, missing: missing))
  }

  var manyAddresses: FindingWording {
    wording(
      .incompleteChardev, "a socket has one address: a path, a host or a descriptor",
      refusal: "None or one of 'path', 'fd' or 'host' option required.")
  }

  private static func refusal(of backend: String, missing: String) -> String {
    switch (backend, missing) {
    case ("udp", _): "chardev: udp: remote port not specified"
    case ("file", _): "chardev: file: no filename given"
    case ("pipe", _): "chardev: pipe: no device path given"
    case (_, "path"): "chardev: serial/tty: no device path given"
    case ("spiceport", _): "chardev: spice port: no name given"
    default: "chardev: \(backend): no \(missing) given"
    }
  }
}
