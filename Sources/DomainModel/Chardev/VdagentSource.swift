/// The `<source>` of a qemu-vdagent chardev.
public struct VdagentSource: Hashable, Sendable {
  /// Clipboard sharing; off if omitted.
  public var clipboard: Clipboard?
  /// The mouse mode; `client` if omitted.
  public var mouse: Mouse?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a source.
  public init(clipboard: Clipboard? = nil, mouse: Mouse? = nil) {
    self.clipboard = clipboard
    self.mouse = mouse
  }
}

extension VdagentSource: Element {
  init() { self.init(clipboard: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.child(.clipboard, &clipboard)
    coder.child(.mouse, &mouse)
  }
}

/// Clipboard sharing between guest and client: `<clipboard>`.
public struct Clipboard: Hashable, Sendable {
  /// Whether the clipboard is shared; required. Without the element, it is not shared.
  public var copypaste: YesNo?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates the settings.
  public init(copypaste: YesNo? = nil) { self.copypaste = copypaste }
}

extension Clipboard: Element {
  init() { self.init(copypaste: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.required(.copypaste, &copypaste)
  }
}

/// The mouse mode of the agent: `<mouse>`.
public struct Mouse: Hashable, Sendable {
  /// The modes (`virDomainMouseMode`).
  public enum Mode: String, Keyword {
    /// The guest moves the pointer; QEMU sends relative movements.
    case server
    /// The client moves the pointer; the agent reports absolute positions.
    case client
  }

  /// The mode; required.
  public var mode: Mode?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates the settings.
  public init(mode: Mode? = nil) { self.mode = mode }
}

extension Mouse: Element {
  init() { self.init(mode: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.required(.mode, &mode)
  }
}
