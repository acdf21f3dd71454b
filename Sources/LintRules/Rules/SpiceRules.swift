// VC4xx: spice, the clipboard's agent, and forwarding from the guest.
extension Rule {
  static let spice = spiceChardevs + vdagents + guestForwarding
}
