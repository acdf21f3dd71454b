/// The alias, which identifies a device in libvirt and QEMU: `<alias>`.
///
/// libvirt keeps an alias only if it begins with `ua-` and consists of letters, digits, `_` and `-`. It replaces any other by
/// one that it assigns, such as `channel0`. Source: libvirt `virDomainDeviceInfoParseXML`.
public struct Alias: Hashable, Sendable {
  /// The name, if one is specified.
  public var name: String?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates an alias.
  public init(_ name: String? = nil) { self.name = name }

  /// Whether libvirt keeps the alias when a domain is defined.
  public var isUserAlias: Bool {
    guard let name, name.hasPrefix("ua-") else { return false }
    return name.utf8.allSatisfy(\.isAliasByte)
  }
}

extension Alias: Element {
  init() { self.init(nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.name, &name)
  }
}

extension UInt8 {
  fileprivate var isAliasByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
