package import DomainModel

// The channels of well-known agents, as presets and fixes write them.
extension Channel {
  /// The channel of the QEMU guest agent, whose socket libvirt makes.
  package static let guestAgent = Channel(
    source: .unix(UnixSource(mode: .bind)), target: .virtio(name: Channel.agentName))

  /// The channel between spice-vdagent in the guest and the spice server.
  package static let spiceVdagent = Channel(source: .spicevmc, target: .virtio(name: Channel.vdagentName))

  /// The channel between spice-vdagent in the guest and QEMU, with clipboard and mouse.
  package static let qemuVdagent = Channel(
    source: .qemuVdagent(VdagentSource(clipboard: Clipboard(copypaste: .yes), mouse: Mouse(mode: .client))),
    target: .virtio(name: Channel.vdagentName))
}
