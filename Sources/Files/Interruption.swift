internal import Posix
internal import Synchronization

/// The signal that came, or 0.
private let received = Atomic<Int32>(0)

/// Lets a run end between two files after Ctrl-C or a termination signal; a second signal ends it immediately.
package enum Interruption {
  /// Whether the run must end.
  package static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// Begins to listen.
  package static func listen() {
    _ = isRequested
    for signal in Signal.endings { signal.handleOnce { received.store($0, ordering: .relaxed) } }
  }

  /// Makes it an error to write to a reader that went away, or more than a file may hold, instead of the end of the process.
  package static func surviveRefusedWrites() {
    for signal in Signal.refusedWrites { signal.ignore() }
  }

  /// Ends the process as the signal would have; does nothing when none came.
  package static func finish() {
    let number = received.load(ordering: .relaxed)
    if number != 0 { Signal(number: number).endProcess() }
  }
}
