internal import ArgumentParser

/// How a command ends; several files give the greatest. Commands that talk have further ones for why nobody answered.
struct ExitStatus: RawRepresentable, Comparable {
  let rawValue: Int32

  /// Nothing to say.
  static let clean = ExitStatus(rawValue: 0)
  /// Findings at or above `--fail-on`, or a translation that libvirt refuses.
  static let findings = ExitStatus(rawValue: 1)
  /// Wrong usage, or an input that cannot be read.
  static let unusable = ExitStatus(rawValue: 2)
  /// A defect of ours.
  static let defect = ExitStatus(rawValue: 3)

  static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}

extension ExitStatus {
  /// What each status means, for the manual.
  static let explained = [
    (clean, "Nothing to say."),
    (findings, "Findings at or above --fail-on, or something that libvirt or QEMU would refuse."),
    (unusable, "Wrong usage, or an input that cannot be read."),
    (defect, "A defect of virt-channel."),
  ]
}

extension ExitCode {
  init(_ status: ExitStatus) { self.init(status.rawValue) }
}
