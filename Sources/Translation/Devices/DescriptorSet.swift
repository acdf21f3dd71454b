internal import QEMUOptions

/// A file descriptor that QEMU inherits, as the set it opens in place of a path.
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

  /// What stands for the path of the file.
  var path: String { "/dev/fdset/\(set ?? 0)" }
}
