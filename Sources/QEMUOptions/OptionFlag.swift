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

  /// Flags whose values are understood here.
  public static let known: [OptionFlag] = [.device, .chardev, .netdev, .object, .addFD]

  /// The key that the first word of the value belongs to when it has none: `-device virtserialport`.
  public var impliedKey: String? {
    switch self {
    case .device: "driver"
    case .chardev: "backend"
    case .netdev: "type"
    case .object: "qom-type"
    default: nil
    }
  }

  /// Whether QEMU takes JSON for the value. `-chardev` does not, in no known version.
  public var takesJSON: Bool { [.device, .netdev, .object].contains(self) }

  /// The flag as an argument.
  public var argument: String { "-\(rawValue)" }
}
