internal import Glibc

/// A new file that is to replace another one in its directory. It has no name until it is complete, where the file system can do that,
/// so that nothing is left of a program that is killed.
struct TemporaryFile: ~Copyable {
  private let file: Descriptor
  private let directory: String
  /// The name that it has before it gets the other file's. It is short, as that one's may be as long as names can be, and the same
  /// for each change of that file, so that the next one removes what a killed program left.
  private let path: String
  /// Whether there is a file of that name, and it is this one.
  private var isNamed: Bool

  init(beside target: String) throws(FileError) {
    let parts = target.split(separator: "/")
    directory = "/" + parts.dropLast().joined(separator: "/")
    path = "\(directory)/.virt-channel-\(String(Self.hash(parts.last ?? ""), radix: 36))"
    if let unnamed = Descriptor.unnamed(in: directory) {
      file = unnamed
      isNamed = false
    } else {
      unsafe unlink(path)
      file = try Descriptor(creating: path)
      isNamed = true
    }
  }

  /// Writes the content, then gives the file what else the original has.
  func fill(
    with bytes: [UInt8], like original: borrowing Descriptor, _ status: FileStatus
  ) throws(FileError) {
    try file.write(bytes)
    try keepOwner(status)
    try ExtendedAttributes.copy(from: original, to: file)
    guard fchmod(file.number, status.mode) == 0 else { throw .last(directory) }
    try file.sync()
  }

  private func keepOwner(_ status: FileStatus) throws(FileError) {
    let own = try file.status()
    guard own.owner != status.owner || own.group != status.group else { return }
    guard fchown(file.number, status.owner, status.group) == 0 else {
      throw FileError(directory, "cannot preserve the owner: \(systemMessage(errno))")
    }
  }

  /// Takes the other file's name, and with it its place in the directory.
  mutating func rename(to target: String) throws(FileError) {
    if !isNamed { try link() }
    guard unsafe Glibc.rename(path, target) == 0 else { throw .last(target) }
    isNamed = false
    try? Descriptor(reading: directory).sync()
  }

  private mutating func link() throws(FileError) {
    let unnamed = "/proc/self/fd/\(file.number)"
    unsafe unlink(path)
    guard unsafe linkat(AT_FDCWD, unnamed, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else { throw .last(path) }
    isNamed = true
  }

  deinit { if isNamed { unsafe unlink(path) } }

  /// FNV-1a, which gives the same number in every run.
  private static func hash(_ name: Substring) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
