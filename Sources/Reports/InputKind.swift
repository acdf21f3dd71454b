internal import SourceText

/// The inputs of a run: files, or domains of a libvirt.
public enum InputKind: String, Sendable {
  /// Files, and standard input.
  case file
  /// Domains of a libvirt.
  case domain

  /// The plural noun, such as `files`.
  public var plural: String { rawValue + "s" }

  /// A number with the noun, such as `1 file` or `2 domains`.
  public func counted(_ number: Int) -> String { number.counted(rawValue) }
}
