internal import Posix
internal import SourceText

extension ChannelError {
  /// `connect` failed: what the error means at this endpoint.
  static func notConnected(_ endpoint: Endpoint, _ error: SystemError) -> ChannelError {
    switch (endpoint, error) {
    case (_, .wouldWait): .queueFull(endpoint)
    case (.unix(let path), .noSuchFile): .noSocket(path)
    case (.unix(let path), .accessDenied), (.unix(let path), .notPermitted): .permissionDenied(path)
    case (.unix(let path), .connectionRefused): .nobodyListens(path)
    case (_, .connectionRefused): .nobodyListens(endpoint)
    default: ChannelError(.unreachable, "no connection to \(endpoint.shown): \(error.message)")
    }
  }

  private static func noSocket(_ path: String) -> ChannelError {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let hasFolder = folder.isEmpty || FileStatus(of: folder) != nil
    return ChannelError(
      .noSocket,
      "the socket '\(path.escapedForDisplay)' does not exist" + (hasFolder ? "" : ", nor does its directory"),
      help: "start the domain, or get the path from 'virt-channel map': libvirt generates a new one at each start")
  }

  private static func permissionDenied(_ path: String) -> ChannelError {
    let what = FileStatus(of: path)?.summary ?? "a parent directory is not searchable"
    return ChannelError(
      .permissionDenied,
      "user \(CurrentProcess.user) is not allowed to connect to '\(path.escapedForDisplay)': \(what)",
      help:
        "connecting requires write permission on the socket and search permission on its parent directories; retry as root"
    )
  }

  private static func nobodyListens(_ path: String) -> ChannelError {
    if let status = FileStatus(of: path), status.kind != .socket { return .noSocketButA(status, path) }
    return ChannelError(
      .refused, "nothing listens on '\(path.escapedForDisplay)': it is a stale socket of an earlier QEMU process",
      help: "start the domain, which replaces it")
  }

  private static func noSocketButA(_ status: FileStatus, _ path: String) -> ChannelError {
    ChannelError(
      .unreachable, "'\(path.escapedForDisplay)' is \(status.kindWithArticle), not a socket",
      help: status.kind == .characterDevice ? "use a terminal program for a pty channel, such as 'virsh console'" : nil)
  }

  private static func nobodyListens(_ endpoint: Endpoint) -> ChannelError {
    ChannelError(
      .refused, "nothing listens on \(endpoint.shown)", help: "start the domain, or check the port in its XML")
  }

  private static func queueFull(_ endpoint: Endpoint) -> ChannelError {
    ChannelError(
      .held, "\(endpoint.shown) already has a client and others are waiting; QEMU serves one at a time",
      help: Self.letGo)
  }

  /// Connected for the kernel, not for the program that listens.
  static func queued(_ endpoint: Endpoint, _ queue: Acceptance.Queue) -> ChannelError {
    guard queue.isHeld else {
      return ChannelError(
        .notAccepted, "the process listening on \(endpoint.shown) does not accept the connection",
        help: "check whether QEMU is stopped or hung")
    }
    if let libvirt = queue.holders.first(where: \.isLibvirt) { return .ownedByLibvirt(endpoint, libvirt) }
    let holders = queue.holders.map(\.description).joined(separator: ", ")
    let isUnseen = holders.isEmpty
    return ChannelError(
      .held,
      "\(isUnseen ? "another client" : holders) is connected to \(endpoint.shown); QEMU serves one client at a time",
      help: isUnseen && endpoint.description.contains("/libvirt/qemu/") ? askLibvirt : letGo)
  }

  private static let letGo = "stop that client, or use --wait SECONDS"

  /// libvirt connects to the agent's socket as soon as a program in the guest opens the port (qemu/qemu_driver.c,
  /// `processSerialChangedEvent`).
  private static func ownedByLibvirt(_ endpoint: Endpoint, _ libvirt: RunningProcess) -> ChannelError {
    ChannelError(
      .ownedByLibvirt,
      "\(libvirt) is connected to the agent through \(endpoint.shown), so the guest has opened the port",
      help: askLibvirt)
  }

  private static let askLibvirt =
    "libvirt stays connected while the agent runs; use `virsh qemu-agent-command DOMAIN '{\"execute\":\"guest-ping\"}'`"
}
