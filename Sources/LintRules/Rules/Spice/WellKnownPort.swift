internal import DomainModel

/// A port name that a program in the guest opens, and the types of channel on which a host program replies to it.
enum WellKnownPort: String, CaseIterable {
  /// The port of the QEMU guest agent, which libvirt uses.
  case guestAgent = "org.qemu.guest_agent.0"
  /// The port of spice-vdagent, which the SPICE server or the clipboard agent of QEMU uses.
  case vdagent = "com.redhat.spice.0"
  /// The port of spice-webdavd, which the SPICE client uses.
  case webdav = "org.spice-space.webdav.0"
  /// The port of the oVirt guest agent, which VDSM uses.
  case ovirt = "ovirt-guest-agent.0"
  /// The port of the guest agent of older oVirt releases, which VDSM uses.
  case vdsm = "com.redhat.rhevm.vdsm"

  /// The port of that name; nil for any other.
  init?(_ name: String) { self.init(rawValue: name) }

  /// The program in the guest that opens the port.
  var program: String {
    switch self {
    case .guestAgent: "the guest agent"
    case .vdagent: "spice-vdagent"
    case .webdav: "spice-webdavd"
    case .ovirt, .vdsm: "the oVirt guest agent"
    }
  }

  /// The types of channel that work, the usual one first.
  var types: [ChardevSource.Kind] {
    switch self {
    case .guestAgent, .ovirt, .vdsm: [.unix]
    case .vdagent: [.spicevmc, .qemuVdagent]
    case .webdav: [.spiceport, .dbus]
    }
  }
}
