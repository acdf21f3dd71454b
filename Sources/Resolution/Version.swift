/// The version of a libvirt or a QEMU.
public struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first number.
  public let major: Int
  /// The second number.
  public let minor: Int
  /// The third number.
  public let micro: Int

  /// Makes a version.
  public init(_ major: Int, _ minor: Int = 0, _ micro: Int = 0) {
    self.major = major
    self.minor = minor
    self.micro = micro
  }

  /// Reads `9.0.0`, `9.0` or `9`; anything else is not a version.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
    guard numbers.count == parts.count, 1...3 ~= numbers.count else { return nil }
    self.init(numbers[0], numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
  }

  /// As the projects print it: `9.0.0`.
  public var description: String { "\(major).\(minor).\(micro)" }

  /// Ordered as released.
  public static func < (a: Version, b: Version) -> Bool {
    (a.major, a.minor, a.micro) < (b.major, b.minor, b.micro)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
