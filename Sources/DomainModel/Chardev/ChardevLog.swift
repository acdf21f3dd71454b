/// The file to which the guest's output is logged: `<log>`.
public struct ChardevLog: Hashable, Sendable {
  /// The path of the file; if it is omitted, libvirt ignores the element.
  public var file: String?
  /// Whether the output is appended to the file; if omitted, the file is truncated at start.
  public var append: OnOff?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a log.
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
