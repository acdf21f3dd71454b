/// One way to fix a finding. Its edits belong together and do not overlap.
public struct Fix: Hashable, Sendable {
  /// Whether a fix can change the behaviour of the domain.
  public enum Safety: String, Sendable {
    /// If libvirt accepts the domain, QEMU gets the same options afterwards, so the guest and the host see no difference.
    case safe
    /// The guest or the host can see a difference; the fix is applied only on request.
    case unsafe
  }

  /// The effect, as an imperative, such as `remove the attribute 'port'`.
  public let title: String
  /// Whether the fix is safe.
  public let safety: Safety
  /// The edits of the text.
  public let edits: [TextEdit]

  /// Creates a fix.
  public init(_ title: String, _ safety: Safety = .safe, edits: [TextEdit]) {
    self.title = title
    self.safety = safety
    self.edits = edits
  }

  /// Whether the edits of both fixes overlap.
  public func conflicts(with other: Fix) -> Bool {
    edits.contains { edit in other.edits.contains(where: edit.conflicts) }
  }
}
