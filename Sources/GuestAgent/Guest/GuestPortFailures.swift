internal import Glibc
internal import SourceText

extension ChannelError {
  /// The guest has no such port.
  static func noPort(_ text: String, among ports: [GuestPort]) -> ChannelError {
    let message = "this guest has no port '\(text.escapedForDisplay)'"
    guard !ports.isEmpty else {
      return ChannelError(
        .noPort, message + ", nor any other",
        help: "load the module virtio_console; where that changes nothing, the domain has no virtio-serial controller")
    }
    let names = ports.map { $0.name ?? $0.device }
    let advice = names.nearest(to: text).map { "'\($0.escapedForDisplay)' is meant, perhaps" }
    return ChannelError(
      .noPort, message, help: advice ?? "it has " + names.map(\.escapedForDisplay).joined(separator: ", "))
  }

  /// The port could not be opened.
  static func notOpened(_ port: GuestPort, _ error: SystemError) -> ChannelError {
    switch error.code {
    case EBUSY, EMFILE: .portTaken(port)
    case ENXIO:
      ChannelError(
        .noPort, "\(port.path) belongs to a virtio console, which is used by its terminal",
        help: "look for /dev/hvc0 and its successors")
    case EACCES, EPERM:
      ChannelError(
        .permissionDenied, "user \(geteuid()) may not open \(port.path)", help: "it belongs to root; try sudo")
    default: ChannelError(.unreachable, "\(port.path) cannot be opened: \(error.message)")
    }
  }

  /// A port has one program in the guest at a time (drivers/char/virtio_console.c, `port_fops_open`).
  private static func portTaken(_ port: GuestPort) -> ChannelError {
    let holders = RunningProcess.holding(linksTo: [port.path]).map(\.description).joined(separator: ", ")
    return ChannelError(
      .held, "\(holders.isEmpty ? "another program" : holders) has opened \(port.path)",
      help: "only one program in the guest can have a port open at a time")
  }

  /// No program on the host is connected.
  static func hostAbsent(_ port: GuestPort, _ limit: Duration) -> ChannelError {
    ChannelError(
      .hostAbsent, "no program on the host has connected to \(port.shown) within \(limit.shown)",
      help: "connect there with `virt-channel connect`, or give it longer with --timeout SECONDS")
  }

  /// The program on the host has gone.
  static func hostGone(_ port: GuestPort) -> ChannelError {
    ChannelError(.closed, "the program on the host has disconnected from \(port.shown) before everything was sent")
  }

  /// The port stopped working, as when it is unplugged.
  static func portLost(_ port: GuestPort, _ error: SystemError) -> ChannelError {
    ChannelError(.closed, "\(port.path) is gone: \(error.message)")
  }
}

extension GuestPort {
  fileprivate var shown: String { "'\((name ?? path).escapedForDisplay)'" }
}
