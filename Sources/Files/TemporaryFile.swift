internal import Posix

/// A new file that replaces another one in its directory. If the file system supports it, the file has no name until
/// it is complete, so that a killed program leaves nothing behind.
struct TemporaryFile: ~Copyable {
  private let file: OpenFile
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
      file = OpenFile(unnamed, path: path)
      isNamed = false
    } else {
      FilePath.remove(path)
      file = try OpenFile(path, for: .creating)
      isNamed = true
    }
  }

  /// Writes the content, then gives the file what else the original has.
  func fill(
    with bytes: [UInt8], like original: borrowing OpenFile, _ status: FileStatus
  ) throws(FileError) {
    try file.write(bytes)
    try keepOwner(status)
    try ExtendedAttributes.copy(from: original, to: file)
    do throws(SystemError) {
      try file.descriptor.change(mode: status.mode)
    } catch {
      throw FileError(directory, error)
    }
    try file.sync()
  }

  private func keepOwner(_ status: FileStatus) throws(FileError) {
    let own = try file.status()
    guard own.owner != status.owner || own.group != status.group else { return }
    do throws(SystemError) {
      try file.descriptor.change(owner: status.owner, group: status.group)
    } catch {
      throw FileError(directory, "cannot preserve the owner: \(error.message)")
    }
  }

  /// Replaces the target by renaming the file to its name.
  mutating func rename(to target: String) throws(FileError) {
    if !isNamed { try link() }
    do throws(SystemError) { try FilePath.rename(path, to: target) } catch { throw FileError(target, error) }
    isNamed = false
    try? OpenFile(directory, for: .reading).sync()
  }

  private mutating func link() throws(FileError) {
    FilePath.remove(path)
    do throws(SystemError) { try file.descriptor.link(to: path) } catch { throw FileError(path, error) }
    isNamed = true
  }

  deinit { if isNamed { FilePath.remove(path) } }

  /// FNV-1a, which gives the same number in every run.
  private static func hash(_ name: Substring) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
