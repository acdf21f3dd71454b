internal import DomainModel
internal import LintRules

/// The complete devices for a well-known program in the guest, with their purpose and requirements.
public struct Preset: Hashable, Sendable {
  /// The name, in kebab-case.
  public let name: String
  /// The purpose, as one line.
  public let summary: String
  /// The requirements and the setup on the host.
  public let host: String
  /// The requirements in the guest.
  public let guest: String
  /// The devices of the preset.
  public let devices: [VirtioSerialDevice]

  init(_ name: String, _ summary: String, host: String, guest: String, _ devices: VirtioSerialDevice...) {
    self.name = name
    self.summary = summary
    self.host = host
    self.guest = guest
    self.devices = devices
  }

  /// Every preset.
  public static let all = [guestAgent, spiceVdagent, qemuVdagent, spiceWebdav, ovirt, libguestfs, console]

  /// The preset with a name; nil if there is none.
  public static func named(_ name: String) -> Preset? { all.first { $0.name == name } }
}

extension Preset {
  /// The QEMU guest agent.
  public static let guestAgent = Preset(
    "guest-agent", "QEMU guest agent: clean shutdown, addresses, frozen file systems, running programs in the guest",
    host: "libvirt creates the socket and uses the agent: virsh domifaddr --source agent, shutdown --mode agent, "
      + "qemu-agent-command; without libvirt, virt-channel agent",
    guest: "Linux: the package qemu-guest-agent; Windows: the virtio-win drivers and its guest agent",
    .channel(.guestAgent))

  /// The SPICE agent.
  public static let spiceVdagent = Preset(
    "spice-vdagent", "clipboard, resolution and mouse between a SPICE client and the guest",
    host: "requires <graphics type='spice'>; the SPICE server uses the channel, no other setup is needed",
    guest: "Linux: the package spice-vdagent; Windows: spice-guest-tools",
    .channel(.spiceVdagent))

  /// The SPICE agent, without SPICE: QEMU is the peer.
  public static let qemuVdagent = Preset(
    "qemu-vdagent", "clipboard and mouse between any display of QEMU, such as VNC, and the guest",
    host: "QEMU uses the channel itself, without SPICE; requires libvirt 8.4.0 and QEMU 6.1",
    guest: "Linux: the package spice-vdagent; Windows: spice-guest-tools, as with SPICE",
    .channel(.qemuVdagent))

  /// A directory that a SPICE client shares.
  public static let spiceWebdav = Preset(
    "spice-webdav", "a directory of the SPICE client's computer, shared with the guest",
    host: "requires <graphics type='spice'>; the directory is selected in the client",
    guest: "the package spice-webdavd, on Linux and Windows",
    .channel(
      Channel(
        source: .spiceport(NamedChannelSource(channel: "org.spice-space.webdav.0")),
        target: .virtio(name: "org.spice-space.webdav.0"))))

  /// The two agents of oVirt.
  public static let ovirt = Preset(
    "ovirt", "the oVirt guest agent and the QEMU guest agent, as VDSM configures them",
    host: "VDSM uses both, with sockets in /var/lib/libvirt/qemu/channels; here libvirt chooses the path",
    guest: "Linux: the packages ovirt-guest-agent and qemu-guest-agent; oVirt 4.4 and later need only the second one",
    .channel(.unix(named: "com.redhat.rhevm.vdsm")), .channel(.guestAgent))

  /// The daemon of libguestfs.
  public static let libguestfs = Preset(
    "libguestfs", "the libguestfs daemon, for inspecting disks from outside",
    host: "a libguestfs program connects to the socket; if it listens itself, as for its appliance, add "
      + "--mode connect --path SOCKET",
    guest: "guestfsd, from the package of that name or in the libguestfs appliance",
    .channel(.unix(named: "org.libguestfs.channel.0")))

  /// A text console.
  public static let console = Preset(
    "console", "a fast text console: virsh console",
    host: "a pseudoterminal; virsh console and virsh ttyconsole find it",
    guest: "/dev/hvc0; for kernel messages and a login there, add console=hvc0 to the kernel command line",
    .console(Console(source: .pty(PathSource()), target: ConsoleTarget(.virtio))))
}

extension Channel {
  /// A channel whose socket libvirt makes.
  fileprivate static func unix(named name: String) -> Channel {
    Channel(source: .unix(UnixSource(mode: .bind)), target: .virtio(name: name))
  }
}
