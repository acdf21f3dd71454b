/// The `<source>` of a spiceport or dbus chardev.
public struct NamedChannelSource: Hashable, Sendable {
  /// The channel's name, such as `org.spice-space.webdav.0`.
  public var channel: String?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a source.
  public init(channel: String? = nil) { self.channel = channel }
}

extension NamedChannelSource: Element {
  init() { self.init(channel: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.channel, &channel)
  }
}

/// The `<source>` of a nmdm chardev.
public struct NmdmSource: Hashable, Sendable {
  /// The device of the guest's side.
  public var master: String?
  /// The device of the host's side.
  public var slave: String?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a source.
  public init(master: String? = nil, slave: String? = nil) {
    self.master = master
    self.slave = slave
  }
}

extension NmdmSource: Element {
  init() { self.init(master: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.master, &master)
    coder.attribute(.slave, &slave)
  }
}
