internal import Posix
internal import SourceText

extension ChannelError {
  /// The guest has no such port.
  static func noPort(_ text: String, among ports: [GuestPort]) -> ChannelError {
    let message = "this guest has no port '\(text.escapedForDisplay)'"
    guard !ports.isEmpty else {
      return ChannelError(
        .noPort, message + ", nor any other virtio-serial port",
        help: "load the virtio_console module; if that does not help, the domain has no virtio-serial controller")
    }
    let names = ports.map { $0.name ?? $0.device }
    let advice = names.nearest(to: text).map { "did you mean '\($0.escapedForDisplay)'?" }
    return ChannelError(
      .noPort, message, help: advice ?? "available: " + names.map(\.escapedForDisplay).joined(separator: ", "))
  }

  /// The port could not be opened.
  static func notOpened(_ port: GuestPort, _ error: SystemError) -> ChannelError {
    switch error {
    case .busy, .tooManyOpenFiles: .portTaken(port)
    case .noSuchDevice:
      ChannelError(
        .noPort, "\(port.path) is a virtio console",
        help: "use its terminal, /dev/hvcN")
    case .accessDenied, .notPermitted:
      ChannelError(
        .permissionDenied, "user \(CurrentProcess.user) is not allowed to open \(port.path)", help: "retry as root")
    default: ChannelError(.unreachable, "\(port.path) cannot be opened: \(error.message)")
    }
  }

  /// A port has one program in the guest at a time (drivers/char/virtio_console.c, `port_fops_open`).
  private static func portTaken(_ port: GuestPort) -> ChannelError {
    let holders = RunningProcess.holding(linksTo: [port.path]).map(\.description).joined(separator: ", ")
    return ChannelError(
      .held, "\(port.path) is in use by \(holders.isEmpty ? "another program" : holders)",
      help: "only one program in the guest can open a port at a time")
  }

  /// No program on the host is connected.
  static func hostAbsent(_ port: GuestPort, _ limit: Duration) -> ChannelError {
    ChannelError(
      .hostAbsent, "no host program connected to \(port.shown) within \(limit.shown)",
      help: "connect there with `virt-channel connect`, or increase --timeout SECONDS")
  }

  /// The program on the host has gone.
  static func hostGone(_ port: GuestPort) -> ChannelError {
    ChannelError(.closed, "the host program disconnected from \(port.shown) before all data was sent")
  }

  /// The port stopped working, as when it is unplugged.
  static func portLost(_ port: GuestPort, _ error: SystemError) -> ChannelError {
    ChannelError(.closed, "\(port.path) no longer exists: \(error.message)")
  }
}

extension GuestPort {
  fileprivate var shown: String { "'\((name ?? path).escapedForDisplay)'" }
}
