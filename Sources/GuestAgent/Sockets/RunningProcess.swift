internal import Posix
internal import SourceText

/// A process of this machine.
struct RunningProcess: Hashable, Sendable {
  /// The process id.
  let pid: Int32
  /// What `/proc/PID/comm` calls it; empty when the process is gone or belongs to another container.
  let name: String

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

  /// The processes that have one of these files open, as far as this user may look: `/dev/vport0p1`, `socket:[62397]`.
  static func holding(linksTo files: [String]) -> [RunningProcess] {
    let pids = fileNames(in: "/proc").compactMap { Int32($0) }
    return pids.filter { pid in
      let folder = "/proc/\(pid)/fd"
      return fileNames(in: folder).contains { FilePath.linkTarget("\(folder)/\($0)").map(files.contains) ?? false }
    }.map(RunningProcess.init(pid:))
  }
}

extension RunningProcess: CustomStringConvertible {
  /// The name and the process id, `socat (process 4711)`.
  var description: String { name.isEmpty ? "process \(pid)" : "\(name.escapedForDisplay) (process \(pid))" }
}
