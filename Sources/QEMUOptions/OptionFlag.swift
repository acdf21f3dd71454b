/// The argument that announces an option, `-device`.
public struct OptionFlag: RawRepresentable, Hashable, Sendable {
  /// The name without dashes.
  public let rawValue: String

  /// A flag by its name without dashes.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A device of the guest.
  public static let device = OptionFlag(rawValue: "device")
  /// A character device of the host.
  public static let chardev = OptionFlag(rawValue: "chardev")
  /// The host's end of a network.
  public static let netdev = OptionFlag(rawValue: "netdev")
  /// An object, such as TLS credentials.
  public static let object = OptionFlag(rawValue: "object")
  /// A file descriptor that QEMU inherits.
  public static let addFD = OptionFlag(rawValue: "add-fd")

  /// The machine, `-machine` or `-M`.
  public static let machine = OptionFlag(rawValue: "machine")
  /// A property that all devices of a driver begin with.
  public static let global = OptionFlag(rawValue: "global")
  /// A property of an option that has an id.
  public static let set = OptionFlag(rawValue: "set")
  /// A network card and the host's end of its network in one.
  public static let nic = OptionFlag(rawValue: "nic")
  /// The older form of that.
  public static let net = OptionFlag(rawValue: "net")

  /// Flags whose properties are described here.
  static let described: Set<OptionFlag> = [.device, .chardev, .netdev, .object, .addFD]

  /// Flags whose values are understood here.
  public static let known = described.union([.machine, .global, .set, .nic, .net])

  /// The key that QEMU implies for a first value without one: `-device virtserialport`.
  public var impliedKey: String? {
    switch self {
    case .device: "driver"
    case .chardev: "backend"
    case .netdev, .machine, .nic, .net: "type"
    case .object: "qom-type"
    default: nil
    }
  }

  /// Whether QEMU takes JSON for the value. `-chardev` does not, in no known version.
  public var takesJSON: Bool { [.device, .netdev, .object].contains(self) }

  /// The flag as an argument.
  public var argument: String { "-\(rawValue)" }
}
