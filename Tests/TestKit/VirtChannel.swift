internal import Glibc

extension Program {
  /// Runs the `virt-channel` that was built beside these tests.
  public static func virtChannel(_ arguments: String..., input: String = "") throws(Failure) -> Program {
    try run(virtChannelPath, arguments, input: Array(input.utf8))
  }

  /// Runs it in a folder.
  package static func virtChannel(
    _ arguments: String..., in folder: TemporaryFolder, input: [UInt8] = []
  ) throws(Failure) -> Program {
    try run(virtChannelPath, arguments, in: folder.path, input: input)
  }

  /// Where the build put `virt-channel`: beside the running tests.
  public static let virtChannelPath: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &path, path.count)
    let bytes = path.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
    let folder = bytes[..<(bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0)]
    return String(decoding: folder, as: UTF8.self) + "/virt-channel"
  }()
}
