internal import CXAttr
package import Files
internal import Glibc

/// A folder for one test. It goes away with the value, and whatever is in it.
package final class TemporaryFolder {
  /// Its path.
  package let path: String

  package init() {
    path = "/tmp/virt-channel-test-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    unsafe mkdir(path, 0o700)
  }

  deinit { remove(path) }

  /// The path of something in the folder.
  package func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Creates a file and answers its path.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String, mode: UInt32 = 0o644) -> String {
    let path = path(name)
    if mode & 0o111 != 0, writeProgram(bytes, to: path, mode: mode) { return path }
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return path
  }

  /// Creates a program from another process. A program that another test starts meanwhile inherits the descriptors of this
  /// process, and Linux refuses to run a file that is open for writing (ETXTBSY).
  private func writeProgram(_ bytes: [UInt8], to path: String, mode: UInt32) -> Bool {
    let command = "cat > \"$0\" && chmod \(String(mode, radix: 8)) \"$0\""
    return (try? Program.run("/bin/sh", ["-c", command, path], input: bytes))?.status == 0
  }

  /// Creates a file and answers its path.
  @discardableResult
  package func write(_ text: String, to name: String, mode: UInt32 = 0o644) -> String {
    write(Array(text.utf8), to: name, mode: mode)
  }

  /// Creates a folder and answers its path.
  @discardableResult
  package func folder(_ name: String) -> String {
    unsafe mkdir(path(name), 0o755)
    return path(name)
  }

  /// Creates a symbolic link.
  package func link(_ name: String, to target: String) { unsafe symlink(target, path(name)) }

  /// Gives a file an extended attribute; false where the file system has none.
  package func setAttribute(_ attribute: String, _ value: [UInt8], of name: String) -> Bool {
    unsafe setxattr(path(name), attribute, value, value.count, 0) == 0
  }

  /// An extended attribute of a file; nil when there is none.
  package func attribute(_ attribute: String, of name: String) -> [UInt8]? {
    var value = [UInt8](repeating: 0, count: 256)
    let count = unsafe getxattr(path(name), attribute, &value, value.count)
    return count < 0 ? nil : Array(value[..<count])
  }

  /// The content of a file.
  package func bytes(_ name: String) throws(FileError) -> [UInt8] { try FileInput.read(path(name)) }

  /// The content of a file, as text.
  package func text(_ name: String) throws(FileError) -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// The names in the folder, hidden ones too, in order.
  package var names: [String] { entries(of: path).sorted() }

  private func entries(of folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe names.append(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
      }
    }
    return names.filter { $0 != "." && $0 != ".." }
  }

  private func remove(_ path: String) {
    if unsafe unlink(path) == 0 { return }
    for name in entries(of: path) { remove("\(path)/\(name)") }
    unsafe rmdir(path)
  }
}
