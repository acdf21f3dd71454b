/// File descriptors that QEMU inherits in place of sockets and files that libvirt opens for it, by the alias of their device.
public struct PassedDescriptors: Sendable {
  /// The aliases that devices have asked for, in order.
  public private(set) var possible: [String] = []

  private let numbers: [String: Int]

  /// Takes the descriptor of `channel0`'s socket or file under `channel0`, and that of its log under `channel0-log`.
  public init(_ numbers: [String: Int] = [:]) { self.numbers = numbers }

  /// The aliases that no device took a descriptor for: there is no such device, or it opens what it needs itself.
  public var unused: [String] { numbers.keys.filter { !possible.contains($0) }.sorted() }

  /// The descriptor of an alias.
  mutating func take(_ alias: String) -> Int? {
    possible.append(alias)
    return numbers[alias]
  }
}
