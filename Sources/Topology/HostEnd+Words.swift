extension HostEnd {
  /// What it is and who does what, in a few words: `QEMU listens`.
  public var explanation: String {
    switch (role, type) {
    case (.listens, _): "QEMU listens"
    case (.connects, _): "QEMU connects"
    case (.opens, "pty"): address == nil ? "a terminal; the running domain's XML has its path" : "a terminal"
    case (.opens, "udp"): "QEMU sends and receives"
    case (.opens, "file"): "virtlogd writes as root, mode 0600"
    case (.opens, _): "QEMU opens"
    case (_, "spicevmc"), (_, "spiceport"): "the spice client, by its display connection"
    case (_, "qemu-vdagent"): "QEMU's own clipboard, for vnc"
    case (_, "dbus"): "a D-Bus service of the display"
    case (_, "null"): "nothing; what the guest writes is lost"
    case (_, "vc"): "a window of QEMU's display"
    case (_, "stdio"): "QEMU's standard input and output"
    default: "unknown to libvirt"
    }
  }

  /// The type, the address and who does what: `unix:/run/vm.sock (QEMU listens)`.
  public var text: String { address.map { "\(type):\($0) (\(explanation))" } ?? "\(type): \(explanation)" }
}
