public import DomainModel
internal import QEMUOptions
public import SourceText

extension ExtraArguments {
  /// An address of QEMU's user network that an argument forwards to a chardev (`guestfwd`).
  public struct Forward: Sendable {
    /// The id of the network; nil if it has none.
    public let id: String?
    /// The address to which a program in the guest connects.
    public let target: GuestfwdTarget
    /// The host side.
    public let source: ChardevSource
    /// The range of the argument in the XML.
    public let argument: SourceRange
  }

  /// The addresses that arguments forward, in the order of the arguments.
  public var forwards: [Forward] {
    let networks = Dictionary(together.view.forwards.map { ($0.option.location.range, $0.id) }) { first, _ in first }
    return together.channels.compactMap { entry in
      guard case .guestfwd(let target)? = entry.device.target?.kind, let argument = argument(at: entry.range)
      else { return nil }
      return Forward(id: networks[entry.range] ?? nil, target: target, source: entry.device.source, argument: argument)
    }
  }
}
