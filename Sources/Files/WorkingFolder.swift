internal import Glibc

/// The directory that relative paths start from.
package enum WorkingFolder {
  /// Its path; `/` when it is gone.
  package static var path: String {
    guard let path = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}

/// The process itself.
package enum WorkingProcess {
  /// The path of the program that runs; nil when the system does not tell.
  package static var programPath: String? { try? RealPath.of("/proc/self/exe") }

  /// Ends it.
  package static func end(_ status: Int32) -> Never { exit(status) }
}
