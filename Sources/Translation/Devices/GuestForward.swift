internal import DomainModel
internal import QEMUOptions

/// A network whose only purpose is a TCP address that the guest connects to.
///
/// Source: libvirt `qemuBuildChannelGuestfwdNetdevProps`; QEMU `net/slirp.c`.
struct GuestForward: OptionDescription, Equatable {
  static let flag = OptionFlag.netdev

  var type = "user"
  var guestfwd: [String] = []
  var id: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("type", &type)
    coder.strings("guestfwd", &guestfwd)
    coder.string("id", &id)
  }
}

extension GuestForward {
  /// The network of a guestfwd channel; of a port beyond 65535 libvirt keeps the lower 16 bits.
  init(_ target: GuestfwdTarget, id: String) {
    guestfwd = ["tcp:\(target.address ?? ""):\((target.port ?? 0) & 0xFFFF)-chardev:char\(id)"]
    self.id = id
  }
}

/// One `guestfwd` of a user network: `tcp:10.0.2.1:5-chardev:c0`.
///
/// Source: QEMU `slirp_guestfwd` in `net/slirp.c`.
struct GuestForwardRule: Equatable {
  /// The address that the guest connects to; empty means the network's own 10.0.2.4.
  var address: String?
  /// The port that the guest connects to.
  var port: Int?
  /// The chardev it is forwarded to; nil when it is forwarded to something else, such as `cmd:`.
  var chardev: String?

  /// Parses a rule; all properties are nil if the text is malformed.
  init(_ text: String) {
    guard let dash = text.firstIndex(of: "-") else { return }
    let server = text[..<dash].split(separator: ":", omittingEmptySubsequences: false)
    let target = text[text.index(after: dash)...]
    guard server.count == 3, server[0].isEmpty || server[0] == "tcp" else { return }
    address = String(server[1])
    port = Int(server[2])
    chardev = target.hasPrefix("chardev:") ? String(target.dropFirst("chardev:".count)) : nil
  }
}
