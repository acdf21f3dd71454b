internal import Glibc
internal import SourceText

extension ChannelError {
  /// `connect` failed: what the error means at this endpoint.
  static func notConnected(_ endpoint: Endpoint, _ error: SystemError) -> ChannelError {
    switch (endpoint, error.code) {
    case (_, EAGAIN): .queueFull(endpoint)
    case (.unix(let path), ENOENT): .noSocket(path)
    case (.unix(let path), EACCES), (.unix(let path), EPERM): .permissionDenied(path)
    case (.unix(let path), ECONNREFUSED): .nobodyListens(path)
    case (_, ECONNREFUSED): .nobodyListens(endpoint)
    default: ChannelError(.unreachable, "no connection to \(endpoint.shown): \(error.message)")
    }
  }

  private static func noSocket(_ path: String) -> ChannelError {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let hasFolder = folder.isEmpty || FileStatus(folder) != nil
    return ChannelError(
      .noSocket,
      "there is no socket '\(path.escapedForDisplay)'" + (hasFolder ? "" : ", nor the folder it should be in"),
      help: "start the domain, or take the path from `virt-channel map`: libvirt makes up a new one at every start")
  }

  private static func permissionDenied(_ path: String) -> ChannelError {
    let what = FileStatus(path).map { "\($0)" } ?? "a folder on the way there cannot be entered"
    return ChannelError(
      .permissionDenied, "user \(geteuid()) may not connect to '\(path.escapedForDisplay)': \(what)",
      help: "connecting needs write permission on the socket and search permission on the folders above it; try sudo")
  }

  private static func nobodyListens(_ path: String) -> ChannelError {
    if let status = FileStatus(path), !status.isSocket { return .noSocketButA(status, path) }
    return ChannelError(
      .refused, "nobody listens at '\(path.escapedForDisplay)': the file was left behind by a QEMU that is gone",
      help: "start the domain; QEMU or libvirt replaces the file")
  }

  private static func noSocketButA(_ status: FileStatus, _ path: String) -> ChannelError {
    ChannelError(
      .unreachable, "'\(path.escapedForDisplay)' is \(status.kind), not a socket",
      help: status.isTerminal ? "a pty channel is read with a terminal program, such as `virsh console`" : nil)
  }

  private static func nobodyListens(_ endpoint: Endpoint) -> ChannelError {
    ChannelError(
      .refused, "nobody listens at \(endpoint.shown)", help: "start the domain, or compare the port with its XML")
  }

  private static func queueFull(_ endpoint: Endpoint) -> ChannelError {
    ChannelError(
      .held, "QEMU serves one client, and \(endpoint.shown) has one and others who wait", help: Self.letGo)
  }

  /// Connected for the kernel, not for the program that listens.
  static func queued(_ endpoint: Endpoint, _ queue: Acceptance.Queue) -> ChannelError {
    guard queue.isHeld else {
      return ChannelError(
        .notAccepted, "somebody listens at \(endpoint.shown) and takes no connection",
        help: "see whether the QEMU process is stopped or hangs")
    }
    if let libvirt = queue.holders.first(where: \.isLibvirt) { return .ownedByLibvirt(endpoint, libvirt) }
    let holders = queue.holders.map(\.description).joined(separator: ", ")
    let isUnseen = holders.isEmpty
    return ChannelError(
      .held, "QEMU serves one client, and \(isUnseen ? "another one" : holders) is connected to \(endpoint.shown)",
      help: isUnseen && endpoint.description.contains("/libvirt/qemu/") ? askLibvirt : letGo)
  }

  private static let letGo = "end that client, or wait for it with --wait SECONDS"

  /// libvirt connects to the agent's socket as soon as a program in the guest opens the port (qemu/qemu_driver.c,
  /// `processSerialChangedEvent`).
  private static func ownedByLibvirt(_ endpoint: Endpoint, _ libvirt: RunningProcess) -> ChannelError {
    ChannelError(
      .ownedByLibvirt, "\(libvirt) talks to the agent over \(endpoint.shown), so the guest has opened the port",
      help: askLibvirt)
  }

  private static let askLibvirt =
    "libvirt holds it as long as the agent runs: `virsh qemu-agent-command DOMAIN '{\"execute\":\"guest-ping\"}'`"
}
