/// The `<source>` of a qemu-vdagent chardev.
public struct VdagentSource: Hashable, Sendable {
  /// The clipboard.
  public var clipboard: Clipboard?
  /// The mouse.
  public var mouse: Mouse?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a source.
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

/// Whether text is copied between guest and client: `<clipboard>`.
public struct Clipboard: Hashable, Sendable {
  /// Whether copying works; demanded. Without the element QEMU leaves it off.
  public var copypaste: YesNo?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a clipboard.
  public init(copypaste: YesNo? = nil) { self.copypaste = copypaste }
}

extension Clipboard: Element {
  init() { self.init(copypaste: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.required(.copypaste, &copypaste)
  }
}

/// Who moves the mouse pointer: `<mouse>`.
public struct Mouse: Hashable, Sendable {
  /// The modes (`virDomainMouseMode`).
  public enum Mode: String, Keyword {
    /// The guest moves it.
    case server
    /// The client moves it.
    case client
  }

  /// The mode; demanded.
  public var mode: Mode?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a mouse.
  public init(mode: Mode? = nil) { self.mode = mode }
}

extension Mouse: Element {
  init() { self.init(mode: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.required(.mode, &mode)
  }
}
