internal import DomainModel

/// A port name that a program in the guest opens, and the types of channel on which a host program replies to it.
enum WellKnownPort: String, CaseIterable {
  /// libvirt talks to the QEMU guest agent.
  case guestAgent = "org.qemu.guest_agent.0"
  /// The spice server or QEMU's own clipboard talks to spice-vdagent.
  case vdagent = "com.redhat.spice.0"
  /// The spice client talks to spice-webdavd.
  case webdav = "org.spice-space.webdav.0"
  /// VDSM talks to oVirt's guest agent.
  case ovirt = "ovirt-guest-agent.0"
  /// VDSM talks to the guest agent of older oVirt releases.
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
