/// The flag of an option, such as `-device`.
public struct OptionFlag: RawRepresentable, Hashable, Sendable {
  /// The name without dashes.
  public let rawValue: String

  /// Creates a flag from its name without dashes.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A device of the guest.
  public static let device = OptionFlag(rawValue: "device")
  /// A character device of the host.
  public static let chardev = OptionFlag(rawValue: "chardev")
  /// The host side of a network (`-netdev`).
  public static let netdev = OptionFlag(rawValue: "netdev")
  /// An object, such as TLS credentials.
  public static let object = OptionFlag(rawValue: "object")
  /// A file descriptor that QEMU inherits.
  public static let addFD = OptionFlag(rawValue: "add-fd")

  /// The machine, `-machine` or `-M`.
  public static let machine = OptionFlag(rawValue: "machine")
  /// A default property of all devices of a driver (`-global`).
  public static let global = OptionFlag(rawValue: "global")
  /// A property of an option with an id (`-set`).
  public static let set = OptionFlag(rawValue: "set")
  /// A network card together with the host side of its network (`-nic`).
  public static let nic = OptionFlag(rawValue: "nic")
  /// The older form of `-nic` and `-netdev` (`-net`).
  public static let net = OptionFlag(rawValue: "net")

  /// Flags whose properties are described here.
  static let described: Set<OptionFlag> = [.device, .chardev, .netdev, .object, .addFD]

  /// The flags whose values are parsed.
  public static let known = described.union([.machine, .global, .set, .nic, .net])

  /// The key that QEMU implies for a first value without a key, such as `driver` in `-device virtserialport`; nil if there is none.
  public var impliedKey: String? {
    switch self {
    case .device: "driver"
    case .chardev: "backend"
    case .netdev, .machine, .nic, .net: "type"
    case .object: "qom-type"
    default: nil
    }
  }

  /// Whether QEMU accepts JSON for the value. For `-chardev`, no known version does.
  public var takesJSON: Bool { [.device, .netdev, .object].contains(self) }

  /// The flag as an argument.
  public var argument: String { "-\(rawValue)" }
}
