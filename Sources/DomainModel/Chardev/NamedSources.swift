/// The `<source>` of a spiceport or dbus chardev.
public struct NamedChannelSource: Hashable, Sendable {
  /// The name of the channel for the client, such as `org.spice-space.webdav.0`; libvirt requires it.
  public var channel: String?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a source.
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
  /// The device of the guest side; libvirt requires it.
  public var master: String?
  /// The device of the host side; libvirt requires it.
  public var slave: String?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a source.
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
