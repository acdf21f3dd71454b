/// A version of libvirt or QEMU.
public struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first number, from 0.
  public let major: Int
  /// The second number, from 0.
  public let minor: Int
  /// The third number, from 0.
  public let micro: Int

  /// Creates a version.
  public init(_ major: Int, _ minor: Int = 0, _ micro: Int = 0) {
    self.major = major
    self.minor = minor
    self.micro = micro
  }

  /// Parses `9.0.0`, `9.0` or `9`; nil for any other text.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
    guard numbers.count == parts.count, 1...3 ~= numbers.count else { return nil }
    self.init(numbers[0], numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
  }

  /// The version as libvirt and QEMU print it: `9.0.0`.
  public var description: String { "\(major).\(minor).\(micro)" }

  /// Orders versions by their numbers.
  public static func < (a: Version, b: Version) -> Bool {
    (a.major, a.minor, a.micro) < (b.major, b.minor, b.micro)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
