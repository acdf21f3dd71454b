internal import SourceText
internal import Translation

// VC7xx: chardevs of a QEMU command line.
extension Rule {
  static let commandLineChardevs = [
    chardevProblem, serverWithoutWaitOff, clientOptionMix, spicevmcChardevName, incompleteChardev,
  ]

  static let chardevProblem = Rule(
    "VC703", "chardev-problem", .error,
    "A device's chardev is missing, unknown or already in use, or its TLS credentials are unknown.",
    rationale: """
      The id of a chardev must be unique among chardevs. A chardev serves one device, unless it has `mux=on`. A
      chardev may come before or after the device that uses it, and so may the TLS credentials of a socket.
      """,
    sources: [
      .qemu("hw/core/qdev-properties-system.c", "set_chr"),
      .qemu("chardev/char.c", "qemu_chr_new_from_opts"), .qemu("chardev/char-socket.c", "qmp_chardev_open_socket"),
    ],
    goodOptions: ["-device virtio-serial-pci -device virtserialport,chardev=c0 -chardev null,id=c0"],
    badOptions: [
      (
        "-device virtio-serial-pci -chardev null,id=c0 -device virtserialport,chardev=⟦co⟧",
        "-device virtio-serial-pci -chardev null,id=c0 -device virtserialport,chardev=c0"
      ),
      ("-chardev null,id=c0 -chardev pty,id=⟦c0⟧", nil),
      ("-chardev ⟦null⟧", nil),
      ("-chardev socket,id=c0,host=::1,port=4444,server=on,wait=off,tls-creds=⟦t0⟧", nil),
      (
        "-device virtio-serial-pci -chardev null,id=c0 -device virtserialport,chardev=c0 -device virtconsole,chardev=⟦c0⟧",
        nil
      ),
    ])

  static let serverWithoutWaitOff = Rule(
    "VC704", "server-without-wait-off", .warning,
    "QEMU waits for a client before it starts.",
    rationale: """
      `wait` is on by default: QEMU prints that it waits for a connection, and the guest does not boot until a client
      connects.
      """,
    sources: [.qemu("chardev/char-socket.c", "qmp_chardev_open_socket_server")],
    goodOptions: ["-chardev socket,id=c0,path=/run/x,server=on,wait=off"],
    badOptions: [
      ("-chardev socket,id=c0,path=/run/x,⟦server=on⟧", "-chardev socket,id=c0,path=/run/x,server=on,wait=off")
    ])

  static let clientOptionMix = Rule(
    "VC706", "client-option-mix", .error,
    "A socket mixes server and client options.",
    rationale: """
      Only a client can reconnect, and only a server can wait. If nothing listens on the socket, a client that does
      not reconnect makes QEMU exit; the clients that libvirt configures behave like this.
      """,
    sources: [.qemu("chardev/char-socket.c", "qmp_chardev_validate_socket")],
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
    rationale: """
      The name selects one of the SPICE channels: `vdagent`, `smartcard` or `usbredir`. Only `vdagent` can be used by
      a port.
      """,
    sources: [.qemu("chardev/spice.c", "qemu_chr_open_spice_vmc")],
    goodOptions: ["-chardev spicevmc,id=c0,name=vdagent"],
    badOptions: [
      ("-chardev spicevmc,id=c0,⟦name=com.redhat.spice.0⟧", "-chardev spicevmc,id=c0,name=vdagent"),
      ("-chardev ⟦spicevmc,id=c0⟧", nil),
    ])

  static let incompleteChardev = Rule(
    "VC714", "incomplete-chardev", .error,
    "A chardev lacks an option it requires, or has conflicting ones.",
    rationale: "A socket needs a path, a host and a port, or a file descriptor; a file or a pipe needs a path.",
    sources: [
      .qemu("chardev/char-socket.c", "qemu_chr_parse_socket"),
      .qemu("chardev/char-file.c", "qemu_chr_parse_file_out"),
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
      .chardevProblem, "chardev '\(id)' does not exist",
      refusal: "Property '\(driver).chardev' can't find value '\(id)'",
      fix: known.nearest(to: id).map { replacement("use the chardev \($0)", $0) })
  }

  func unknownCredentials(_ id: String) -> FindingWording {
    wording(
      .chardevProblem, "no object provides the TLS credentials '\(id)'", help: "add -object tls-creds-x509,id=\(id),…",
      refusal: "No TLS credentials with id '\(id)'")
  }

  func duplicateChardev(_ id: String) -> FindingWording {
    wording(
      .chardevProblem, "the id '\(id)' is already used by another chardev", refusal: "Duplicate ID '\(id)' for chardev",
      note: "the other chardev")
  }

  var chardevWithoutID: FindingWording {
    wording(.chardevProblem, "a chardev without an id cannot be used by a device", refusal: "chardev: no id specified")
  }

  func chardevInUse(_ id: String, driver: String) -> FindingWording {
    wording(
      .chardevProblem, "chardev '\(id)' is already used by another device",
      help: "use a separate chardev for each device",
      refusal: "Property '\(driver).chardev' can't take value '\(id)': Device '\(id)' is in use",
      note: "the other device")
  }

  var serverWaits: FindingWording {
    wording(
      .serverWithoutWaitOff, "QEMU waits for a client before it starts", help: "use server=on,wait=off",
      fix: Fix("add wait=off", edits: [.insert(",wait=off", at: range.upperBound)]))
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
      help: "add reconnect=1, or reconnect-ms=1000 for QEMU 9.2 and later", severity: .note)
  }

  func spicevmcName(_ name: String?) -> FindingWording {
    wording(
      .spicevmcChardevName,
      name.map { "unknown spicevmc name '\($0)'" } ?? "a spicevmc chardev requires a name",
      help: "use name=vdagent; the name that the guest sees is a property of the port",
      refusal: name.map { "unsupported type name: \($0)" } ?? "chardev: spice channel: no name given",
      fix: name.map { _ in replacement("set name=vdagent", "name=vdagent") })
  }

  func incompleteChardev(_ backend: String, missing: String) -> FindingWording {
    wording(
      .incompleteChardev, "a \(backend) chardev requires '\(missing)'",
      refusal: Self.refusal(of: backend, missing: missing))
  }

  var manyAddresses: FindingWording {
    wording(
      .incompleteChardev, "a socket has one address: a path, a host or a file descriptor",
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
