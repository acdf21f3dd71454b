internal import Glibc

/// What the operating system answered to a call that failed.
struct SystemError: Error, Hashable, Sendable {
  /// The number from `errno.h`.
  let code: Int32

  /// The failure of the call that was made last.
  static var last: SystemError { SystemError(code: errno) }

  /// The system's own words, `Connection refused`.
  var message: String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}

/// Repeats a call as long as signals interrupt it.
func retryingInterrupts<Result: SignedInteger>(_ call: () -> Result) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw .last }
  }
}
