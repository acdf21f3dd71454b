/// The guest side of a channel: `<target>`.
///
/// Source: libvirt `virDomainChrDefParseTargetXML`.
public struct ChannelTarget: Hashable, Sendable {
  /// The types of target, each with its settings.
  public indirect enum Kind: Hashable, Sendable {
    /// A port of a virtio-serial controller.
    case virtio(VirtioTarget)
    /// A TCP address that the guest connects to.
    case guestfwd(GuestfwdTarget)
    /// A Xen channel, which QEMU does not support.
    case xen(XenTarget)
    /// A type that libvirt does not know, kept as written.
    case other(String)
  }

  /// The type and its parts.
  public var kind: Kind
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a target.
  public init(_ kind: Kind) { self.kind = kind }

  /// Creates a virtio target with a name, or without one if it is nil.
  public static func virtio(name: String?) -> ChannelTarget { ChannelTarget(.virtio(VirtioTarget(name: name))) }

  /// The value of `type=`.
  public var type: String { kind.variant.text }
}

extension ChannelTarget: Element {
  init() { self.init(.other("")) }

  mutating func describe(_ coder: inout some ElementCoder) {
    let variant = coder.variant(.type, kind.variant, absent: nil)
    if variant == kind.variant { kind.describe(&coder) } else { kind = Kind(variant, &coder) }
  }
}

extension ChannelTarget.Kind.Word: VariantWord {
  static let table = WordTable(allCases)
}

extension ChannelTarget.Kind: Describable {
  /// The values of `type=` (`virDomainChrChannelTarget`).
  public enum Word: String, Keyword {
    /// The values for the cases of ``ChannelTarget/Kind``.
    case guestfwd, virtio, xen
  }

  var variant: Variant<Word> {
    switch self {
    case .virtio: .known(.virtio)
    case .guestfwd: .known(.guestfwd)
    case .xen: .known(.xen)
    case .other(let type): .other(type)
    }
  }

  /// Another kind than before, with the settings that are described.
  init(_ variant: Variant<Word>, _ coder: inout some ElementCoder) {
    switch variant {
    case .known(.virtio): self = .virtio(coder.describing(VirtioTarget()))
    case .known(.guestfwd): self = .guestfwd(coder.describing(GuestfwdTarget()))
    case .known(.xen): self = .xen(coder.describing(XenTarget()))
    case .other(let type): self = .other(type)
    }
  }

  mutating func describe(_ coder: inout some ElementCoder) {
    switch self {
    case .virtio(let target): self = .virtio(coder.describing(target))
    case .guestfwd(let target): self = .guestfwd(coder.describing(target))
    case .xen(let target): self = .xen(coder.describing(target))
    case .other: break
    }
  }
}

/// The settings of a virtio target.
public struct VirtioTarget: Hashable, Sendable, Describable {
  /// The name by which the guest finds the port, unique in the domain. If it is omitted, the guest can find the port only by its
  /// number.
  public var name: String?
  /// `connected` or `disconnected` in the XML of a running domain; libvirt ignores it in a definition. Omitted if the domain is not
  /// running.
  public var state: String?

  /// Creates a target.
  public init(name: String? = nil) { self.name = name }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.name, &name)
    coder.attribute(.state, &state)
  }
}

/// The settings of a guestfwd target.
public struct GuestfwdTarget: Hashable, Sendable, Describable {
  /// The IPv4 address, in QEMU's user network 10.0.2.0/24; libvirt requires it.
  public var address: String?
  /// The TCP port, 1 to 65535; libvirt requires it.
  public var port: Int?

  /// Creates a target.
  public init(address: String? = nil, port: Int? = nil) {
    self.address = address
    self.port = port
  }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.required(.address, &address)
    coder.number(.port, &port, .unsigned)
    coder.require(.port)
  }
}

/// The settings of a Xen target.
public struct XenTarget: Hashable, Sendable, Describable {
  /// The name of the channel, if it has one.
  public var name: String?

  /// Creates a target.
  public init(name: String? = nil) { self.name = name }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.name, &name)
  }
}
