#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The process that runs.
package enum CurrentProcess {
  /// The path of its program; nil when the system does not tell.
  package static var programPath: String? { try? FilePath.real("/proc/self/exe") }

  /// The directory that relative paths start from; `/` when it is gone.
  package static var directory: String {
    guard let path = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// The user that the system asks for permissions; 0 is root.
  package static var user: UInt32 { geteuid() }

  /// How many processors the machine has, at least 1.
  package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Ends the process.
  package static func end(_ status: Int32) -> Never { exit(status) }
}

/// The variables of the environment.
package enum Environment {
  /// The value of a variable; nil when it is not set or empty.
  package static subscript(name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}

/// The terminal behind an open file.
package enum TerminalFile {
  /// Whether the file is a terminal.
  package static func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

  /// The columns of the terminal; nil when it has none, or the file is no terminal.
  package static func columns(_ file: Int32) -> Int? {
    var size = winsize()
    let outcome = unsafe withUnsafeMutablePointer(to: &size) { unsafe ioctl(file, UInt(TIOCGWINSZ), $0) }
    return outcome == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }
}

/// The clock on the wall, as a name for files: `20261126T010203Z`.
package func utcTimestamp() -> String {
  var now = time(nil)
  var parts = unsafe tm()
  unsafe gmtime_r(&now, &parts)
  var text = [CChar](repeating: 0, count: 32)
  let count = unsafe strftime(&text, text.count, "%Y%m%dT%H%M%SZ", &parts)
  return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
