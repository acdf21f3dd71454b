/// The name a device has in libvirt and QEMU: `<alias>`.
///
/// libvirt keeps a name only if it begins with `ua-` and consists of letters, digits, `_` and `-`; any other it replaces by
/// its own, such as `channel0`. Source: libvirt `virDomainDeviceInfoParseXML`.
public struct Alias: Hashable, Sendable {
  /// The name.
  public var name: String?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes an alias.
  public init(_ name: String? = nil) { self.name = name }

  /// Whether libvirt keeps the name when a domain is defined.
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
