/// One way to fix a finding. Its edits belong together and do not overlap.
public struct Fix: Hashable, Sendable {
  /// Whether applying a fix can change what the domain means.
  public enum Safety: String, Sendable {
    /// Where libvirt accepts the domain, QEMU gets the same options afterwards: neither guest nor host sees a difference.
    case safe
    /// The guest or the host sees something else afterwards; applied only when asked for.
    case unsafe
  }

  /// What it does, as an imperative: `remove the attribute 'port'`.
  public let title: String
  /// Whether it may be applied without asking.
  public let safety: Safety
  /// The edits.
  public let edits: [TextEdit]

  /// Makes a fix.
  public init(_ title: String, _ safety: Safety = .safe, edits: [TextEdit]) {
    self.title = title
    self.safety = safety
    self.edits = edits
  }

  /// Whether both fixes change a common range.
  public func conflicts(with other: Fix) -> Bool {
    edits.contains { edit in other.edits.contains(where: edit.conflicts) }
  }
}
