internal import QEMUOptions

/// The file descriptors that QEMU inherits instead of the sockets and files that libvirt opens for it, by device
/// alias.
public struct PassedDescriptors: Sendable {
  /// The aliases of the devices that can use a file descriptor, in order.
  public private(set) var possible: [String] = []

  private let numbers: [String: Int]

  /// Creates descriptors by alias: `channel0` for the socket or file of this device, and `channel0-log` for its log.
  public init(_ numbers: [String: Int] = [:]) { self.numbers = numbers }

  /// The aliases whose file descriptor is not used, because there is no such device or QEMU opens its file itself.
  public var unused: [String] { numbers.keys.filter { !possible.contains($0) }.sorted() }

  /// The descriptor of an alias.
  mutating func take(_ alias: String) -> Int? {
    possible.append(alias)
    return numbers[alias]
  }
}

/// A file descriptor that QEMU inherits, as the set that it opens instead of a path.
///
/// Source: libvirt `qemuFDPassTransferCommand`.
struct DescriptorSet: OptionDescription, Equatable {
  static let flag = OptionFlag.addFD

  var set: Int?
  var fd: Int?
  var opaque: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.integer("set", &set)
    coder.integer("fd", &fd)
    coder.string("opaque", &opaque)
  }

  /// The path that selects the descriptor set.
  var path: String { "/dev/fdset/\(set ?? 0)" }
}
