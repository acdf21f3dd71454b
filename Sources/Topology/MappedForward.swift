internal import DomainModel
internal import Resolution

/// A channel that the guest reaches by TCP on QEMU's user network, `guestfwd`.
public struct MappedForward: Hashable, Sendable {
  /// Its name on the command line.
  public let id: String
  /// What it is on the host.
  public let host: HostEnd
  /// What a program in the guest connects to, `10.0.2.1:4600`.
  public let guestAddress: String

  init?(_ channel: ResolvedChannel) {
    guard case .guestfwd(let target)? = channel.channel.target?.kind else { return nil }
    id = channel.id
    host = HostEnd(channel)
    guestAddress = Self.guestAddress(of: target)
  }

  static func guestAddress(of target: GuestfwdTarget) -> String { "\(target.address ?? ""):\(target.port ?? 0)" }
}
