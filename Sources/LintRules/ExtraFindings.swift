internal import SourceText
internal import Translation

/// The findings of the command-line rules in the QEMU arguments of a domain (`<qemu:commandline>`), located in the
/// XML.
struct ExtraFindings {
  private let extra: ExtraArguments
  /// Where arguments name devices and chardevs that libvirt may add: only some of its options are known here.
  private let unknown: Set<SourceRange>

  init(_ extra: ExtraArguments) {
    self.extra = extra
    unknown = Set(extra.together.view.faults.filter(\.mayConcernOthers).map(\.range))
  }

  /// A finding at its range in the XML; nil for one that is not about an argument or a changed property, and for one about conversion to
  /// domain XML.
  func located(_ finding: Diagnostic) -> Diagnostic? {
    guard finding.severity > .note, finding.rule != Rule.withoutXMLForm.id, !unknown.contains(finding.range)
    else { return nil }
    var located = finding
    // Notes on libvirt's options would point into a text that users do not have.
    (located.fixes, located.notes) = ([], finding.notes.compactMap(self.located))
    switch extra.origin(of: finding.range) {
    case .argument(let range):
      located.range = range
      if finding.rule == Rule.portBeforeBus.id { located.help = Self.advice }
    case .override(let range): located.range = range
    case .libvirt:
      guard let note = located.notes.first else { return nil }
      (located.range, located.notes) = (note.range, [])
      if !isAboutCount(finding) {
        located.message = "QEMU creates this device before one of libvirt's, which it then refuses: \(finding.message)"
      }
    }
    return located
  }

  private static let advice =
    #"write the value as JSON, such as {"driver":"virtserialport",…}: QEMU creates devices in key=value syntax before those of libvirt, which are JSON"#

  private func located(_ note: Diagnostic.Note) -> Diagnostic.Note? {
    switch extra.origin(of: note.range) {
    case .argument(let range), .override(let range): Diagnostic.Note(note.message, at: range)
    case .libvirt: nil
    }
  }

  /// Whether a port of libvirt's lacks because of the number of ports that an argument or override sets.
  private func isAboutCount(_ finding: Diagnostic) -> Bool {
    extra.together.view.faults.contains { $0.range == finding.range && $0.isOutOfRange }
  }
}

extension QEMUFault {
  fileprivate var isOutOfRange: Bool { if case .portOutOfRange = kind { true } else { false } }

  /// Whether the fault is about a device or chardev that libvirt may make for another device.
  fileprivate var mayConcernOthers: Bool {
    switch kind {
    case .setOfNothing(_, _, let inJSON): !inJSON
    case .unknownChardev(let id, _, _): id.hasPrefix("char")
    case .unknownCredentials(let id): id.hasPrefix("obj")
    default: false
    }
  }
}
