internal import ArgumentParser

/// How a command ends; several files give the greatest. Commands that talk have further ones for why nothing responded.
struct ExitStatus: RawRepresentable, Comparable {
  let rawValue: Int32

  /// Nothing to say.
  static let clean = ExitStatus(rawValue: 0)
  /// Findings at or above `--fail-on`, or a translation that libvirt refuses.
  static let findings = ExitStatus(rawValue: 1)
  /// Invalid usage, or an input or output error.
  static let unusable = ExitStatus(rawValue: 2)
  /// An internal error.
  static let defect = ExitStatus(rawValue: 3)

  static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}

extension ExitStatus {
  /// What each status means, for the manual.
  static let explained = [
    (clean, "Success; no findings at or above --fail-on."),
    (findings, "Findings at or above --fail-on, or a request that libvirt or QEMU would refuse."),
    (unusable, "Invalid usage, or an input or output error."),
    (defect, "Internal error (please report)."),
  ]

  /// The status that a shell shows for a run that a signal ended, for the manual.
  static let ofSignals: [(status: Int32, text: String)] = [
    (
      130,
      "Interrupted by SIGINT (Ctrl-C). A run over several inputs ends after the current one and reports how many it did not reach; a "
        + "second signal ends it immediately."
    ),
    (143, "Interrupted by SIGTERM, in the same way."),
  ]
}

extension ExitCode {
  init(_ status: ExitStatus) { self.init(status.rawValue) }
}
