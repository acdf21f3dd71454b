internal import Glibc
internal import SourceText

/// The process that made a listening UNIX socket. For libvirt's domains that is libvirt, which hands the socket to QEMU.
struct PeerProcess: Hashable, Sendable {
  /// The process id, from `SO_PEERCRED`.
  let pid: Int32
  /// What `/proc/PID/comm` calls it; empty when the process is gone or belongs to another container.
  let name: String

  /// The maker of the socket that `socket` is connected to; nil for TCP.
  init?(of socket: borrowing Socket) {
    guard let maker = try? socket.option(SO_PEERCRED, initial: Credentials()), maker.pid > 0 else { return nil }
    self.init(pid: maker.pid)
  }

  /// A process by its id.
  init(pid: Int32) {
    self.init(pid: pid, name: systemFile("/proc/\(pid)/comm")?.filter { !$0.isNewline } ?? "")
  }

  init(pid: Int32, name: String) {
    self.pid = pid
    self.name = name
  }

  /// Whether the process is one of libvirt's daemons.
  var isLibvirt: Bool { ["libvirtd", "virtqemud"].contains(name) }
}

extension PeerProcess {
  /// The processes that have one of these files open, as far as this user may look: `/dev/vport0p1`, `socket:[62397]`.
  static func holding(linksTo files: [String]) -> [PeerProcess] {
    let pids = fileNames(in: "/proc").compactMap { Int32($0) }
    return pids.filter { pid in
      let folder = "/proc/\(pid)/fd"
      return fileNames(in: folder).contains { linkTarget("\(folder)/\($0)").map(files.contains) ?? false }
    }.map(PeerProcess.init(pid:))
  }
}

extension PeerProcess: CustomStringConvertible {
  /// The name and the process id, `socat (process 4711)`.
  var description: String { name.isEmpty ? "process \(pid)" : "\(name.escapedForDisplay) (process \(pid))" }
}

/// `struct ucred`, which Glibc shows to GNU sources alone.
private struct Credentials: BitwiseCopyable {
  var pid: Int32 = 0
  var user: UInt32 = 0
  var group: UInt32 = 0
}
