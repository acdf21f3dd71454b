internal import Glibc
internal import SourceText

extension TalkFailure {
  /// `connect` failed: what the error means at this endpoint.
  static func notConnected(_ endpoint: Endpoint, _ error: SystemError) -> TalkFailure {
    switch (endpoint, error.code) {
    case (_, EAGAIN): .queueFull(endpoint)
    case (.unix(let path), ENOENT): .noSocket(path)
    case (.unix(let path), EACCES), (.unix(let path), EPERM): .permissionDenied(path)
    case (.unix(let path), ECONNREFUSED): .nobodyListens(path)
    case (_, ECONNREFUSED): .nobodyListens(endpoint)
    default: TalkFailure(.unreachable, "no connection to \(endpoint.shown): \(error.message)")
    }
  }

  private static func noSocket(_ path: String) -> TalkFailure {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let hasFolder = folder.isEmpty || FileStatus(folder) != nil
    return TalkFailure(
      .noSocket,
      "there is no socket '\(path.escapedForDisplay)'" + (hasFolder ? "" : ", nor the folder it should be in"),
      help: "start the domain, or take the path from `virt-channel map`: libvirt makes up a new one at every start")
  }

  private static func permissionDenied(_ path: String) -> TalkFailure {
    let what = FileStatus(path).map { "\($0)" } ?? "a folder on the way there cannot be entered"
    return TalkFailure(
      .permissionDenied, "user \(geteuid()) may not connect to '\(path.escapedForDisplay)': \(what)",
      help: "connecting needs write permission on the socket and search permission on the folders above it; try sudo")
  }

  private static func nobodyListens(_ path: String) -> TalkFailure {
    if let status = FileStatus(path), !status.isSocket { return .noSocketButA(status, path) }
    return TalkFailure(
      .refused, "nobody listens at '\(path.escapedForDisplay)': the file was left behind by a QEMU that is gone",
      help: "start the domain; QEMU or libvirt replaces the file")
  }

  private static func noSocketButA(_ status: FileStatus, _ path: String) -> TalkFailure {
    TalkFailure(
      .unreachable, "'\(path.escapedForDisplay)' is \(status.kind), not a socket",
      help: status.isTerminal ? "a pty channel is read with a terminal program, such as `virsh console`" : nil)
  }

  private static func nobodyListens(_ endpoint: Endpoint) -> TalkFailure {
    TalkFailure(
      .refused, "nobody listens at \(endpoint.shown)", help: "start the domain, or compare the port with its XML")
  }

  private static func queueFull(_ endpoint: Endpoint) -> TalkFailure {
    TalkFailure(
      .held, "QEMU serves one client, and \(endpoint.shown) has one and others who wait", help: Self.letGo)
  }

  /// Connected for the kernel, not for the program that listens.
  static func queued(_ endpoint: Endpoint, _ queue: Acceptance.Queue) -> TalkFailure {
    guard queue.isHeld else {
      return TalkFailure(
        .notAccepted, "somebody listens at \(endpoint.shown) and takes no connection",
        help: "see whether the QEMU process is stopped or hangs")
    }
    let holders = queue.holders.map(\.description).joined(separator: ", ")
    return TalkFailure(
      .held,
      "QEMU serves one client, and \(holders.isEmpty ? "another one" : holders) is connected to \(endpoint.shown)",
      help: letGo)
  }

  private static let letGo = "end that client, or wait for it with --wait SECONDS"

  /// The socket is the one over which libvirt talks to the agent.
  static func ownedByLibvirt(_ endpoint: Endpoint, _ maker: PeerProcess) -> TalkFailure {
    TalkFailure(
      .ownedByLibvirt, "\(maker) talks to the agent over \(endpoint.shown) itself",
      help:
        "ask it: `virsh qemu-agent-command DOMAIN '{\"execute\":\"guest-ping\"}'`; --force takes the socket from libvirt"
    )
  }
}
