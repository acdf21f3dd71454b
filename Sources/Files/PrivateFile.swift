internal import Posix

/// A new file that only its owner can read.
package enum PrivateFile {
  /// Creates the file and the directories above it. An existing file is an error.
  package static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    var directory = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/").dropLast() {
      directory += "/\(part)"
      do throws(SystemError) {
        try FilePath.createDirectory(directory)
      } catch {
        if error != .fileExists { throw FileError(directory, error) }
      }
    }
    let file = try OpenFile(path, for: .creating)
    try file.write(bytes)
    try file.sync()
  }

  /// Removes the file.
  package static func remove(_ path: String) { FilePath.remove(path) }
}

/// Where a program keeps what it must still know after it has ended.
package enum StateDirectory {
  /// `STATE_DIRECTORY` of a systemd unit; else `/var/lib` for root and `XDG_STATE_HOME` (`~/.local/state`) for others, and
  /// in it the directory `virt-channel`.
  package static var path: String {
    if let given = Environment["STATE_DIRECTORY"]?.split(separator: ":").first { return String(given) }
    if CurrentProcess.user == 0 { return "/var/lib/virt-channel" }
    let home = Environment["XDG_STATE_HOME"] ?? (Environment["HOME"] ?? "/tmp") + "/.local/state"
    return "\(home)/virt-channel"
  }

  /// The time as a name for files, `20261126T010203Z`.
  package static var timestamp: String { utcTimestamp() }
}
