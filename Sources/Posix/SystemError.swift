#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The failure of a system call.
package struct SystemError: Error, Hashable, Sendable {
  /// The number from `errno.h`.
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// The failure of the call that was made last.
  static var last: SystemError { SystemError(code: errno) }

  /// The system's own words, `Connection refused`.
  package var message: String { unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)" }
}

extension SystemError {
  /// `EAGAIN`: the call would have to wait, or the queue of a UNIX socket is full.
  package static var wouldWait: SystemError { SystemError(code: EAGAIN) }
  /// `EACCES`
  package static var accessDenied: SystemError { SystemError(code: EACCES) }
  /// `EPERM`
  package static var notPermitted: SystemError { SystemError(code: EPERM) }
  /// `ENOENT`
  package static var noSuchFile: SystemError { SystemError(code: ENOENT) }
  /// `EEXIST`
  package static var fileExists: SystemError { SystemError(code: EEXIST) }
  /// `EBUSY`
  package static var busy: SystemError { SystemError(code: EBUSY) }
  /// `EMFILE`
  package static var tooManyOpenFiles: SystemError { SystemError(code: EMFILE) }
  /// `ENXIO`
  package static var noSuchDevice: SystemError { SystemError(code: ENXIO) }
  /// `EPIPE`: the reader has gone.
  package static var brokenPipe: SystemError { SystemError(code: EPIPE) }
  /// `ECONNREFUSED`
  package static var connectionRefused: SystemError { SystemError(code: ECONNREFUSED) }
  /// `ECONNRESET`
  package static var connectionReset: SystemError { SystemError(code: ECONNRESET) }
  /// `EINPROGRESS`
  package static var inProgress: SystemError { SystemError(code: EINPROGRESS) }
  /// `ETIMEDOUT`
  package static var timedOut: SystemError { SystemError(code: ETIMEDOUT) }
  /// `EADDRNOTAVAIL`
  package static var addressNotAvailable: SystemError { SystemError(code: EADDRNOTAVAIL) }
}

/// Repeats a call as long as signals interrupt it.
/// - Throws: its failure, which the system reports by a negative result.
@discardableResult
func retryingInterrupts<Result: SignedInteger>(_ call: () -> Result) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw .last }
  }
}
