extension HostEnd {
  /// What it is and who does what, in a few words: `QEMU listens`.
  public var explanation: String {
    switch (role, type) {
    case (.listens, _): "QEMU listens"
    case (.connects, _): "QEMU connects"
    case (.opens, "pty"): address == nil ? "a terminal; its path is in the XML of the running domain" : "a terminal"
    case (.opens, "udp"): "QEMU sends and receives"
    case (.opens, "file"): "virtlogd writes as root, mode 0600"
    case (.opens, _): "QEMU opens"
    case (_, "spicevmc"), (_, "spiceport"): "the SPICE client, through its display connection"
    case (_, "qemu-vdagent"): "the clipboard of QEMU, for VNC"
    case (_, "dbus"): "a D-Bus service of the display"
    case (_, "null"): "nothing; output of the guest is discarded"
    case (_, "vc"): "a window of the QEMU display"
    case (_, "stdio"): "QEMU's standard input and output"
    default: "unknown to libvirt"
    }
  }

  /// The type, the address and who does what: `unix:/run/vm.sock (QEMU listens)`.
  public var text: String { address.map { "\(type):\($0) (\(explanation))" } ?? "\(type): \(explanation)" }
}
