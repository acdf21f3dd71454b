internal import Glibc
internal import Synchronization

/// The signal that came, or 0.
private let received = Atomic<Int32>(0)

/// Lets a run end between two files when somebody presses Ctrl-C or a supervisor says stop; the second time it ends at once.
package enum Interruption {
  /// Whether the run is to end.
  package static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// Begins to listen.
  package static func listen() {
    _ = isRequested
    for number in [SIGINT, SIGTERM, SIGHUP] { handle(number) }
  }

  /// Makes it an error to write to a reader that went away, or more than a file may hold, instead of the end of the process.
  package static func surviveRefusedWrites() {
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
  }

  /// Ends the process as the signal would have, so that a shell sees why; does nothing when none came.
  ///
  /// A process with the number 1, as in a container, does not die of signals: it ends with the status that a shell would show.
  package static func finish() {
    let number = received.load(ordering: .relaxed)
    guard number != 0 else { return }
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = SIG_DFL
    unsafe sigaction(number, &action, nil)
    raise(number)
    exit(128 + number)
  }

  private static func handle(_ number: Int32) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { received.store($0, ordering: .relaxed) }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    unsafe sigaction(number, &action, nil)
  }
}
