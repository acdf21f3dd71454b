#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A signal of the system.
package struct Signal: Hashable, Sendable {
  package let number: Int32

  package init(number: Int32) { self.number = number }

  /// `SIGINT`, `SIGTERM` and `SIGHUP`, by which people and supervisors end a program.
  package static var endings: [Signal] { [SIGINT, SIGTERM, SIGHUP].map(Signal.init(number:)) }

  /// `SIGPIPE` and `SIGXFSZ`: the reader went away, or a file would get longer than allowed.
  package static var refusedWrites: [Signal] { [SIGPIPE, SIGXFSZ].map(Signal.init(number:)) }

  /// Lets writes fail with an error instead of the signal.
  package func ignore() { _ = signal(number, SIG_IGN) }

  /// Calls `handler` with the number of the signal when it comes first; the next time it does what it does by default.
  package func handleOnce(_ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler = handler
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
    #endif
    action.sa_flags = Int32(truncatingIfNeeded: UInt32(truncatingIfNeeded: SA_RESETHAND))
    unsafe sigaction(number, &action, nil)
  }

  /// Ends the process as the signal does by default, so that a shell sees why.
  ///
  /// A process with the number 1, as in a container, does not die of signals: it ends with the status that a shell would show.
  package func endProcess() -> Never {
    _ = signal(number, SIG_DFL)
    raise(number)
    exit(128 + number)
  }
}
