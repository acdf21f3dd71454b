/// A file that records what passes: `<log>`.
public struct ChardevLog: Hashable, Sendable {
  /// The file's path; without it libvirt ignores the element.
  public var file: String?
  /// Whether the file is appended to; absent leaves it to QEMU, which truncates it.
  public var append: OnOff?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a log.
  public init(file: String? = nil, append: OnOff? = nil) {
    self.file = file
    self.append = append
  }
}

extension ChardevLog: Element {
  init() { self.init(file: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.file, &file)
    coder.attribute(.append, &append)
  }
}
