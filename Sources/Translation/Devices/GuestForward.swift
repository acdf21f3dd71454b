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
