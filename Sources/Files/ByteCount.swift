/// A number of bytes as people write it: `64M`, `512K`, `1000`.
package struct ByteCount: Hashable, Sendable {
  package let bytes: Int

  package init(_ bytes: Int) { self.bytes = bytes }

  /// Parses digits, optionally followed by K, M or G for powers of 1024.
  package init?(_ text: String) {
    let factor = text.last.flatMap { Self.units[$0.uppercased()] }
    guard let number = Int(factor == nil ? text[...] : text.dropLast()), number > 0 else { return nil }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor ?? 1)
    guard !isTooLarge else { return nil }
    self.bytes = bytes
  }

  private static let units = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
}

extension ByteCount: CustomStringConvertible {
  package var description: String {
    let unit = Self.units.filter { bytes % $0.value == 0 }.max { $0.value < $1.value }
    return unit.map { "\(bytes / $0.value)\($0.key)" } ?? "\(bytes)"
  }
}
