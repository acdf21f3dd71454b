internal import SourceText

/// Why libvirt could not be asked or did not do what was asked, as one sentence without a full stop.
package struct HostError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ sentence: String) { description = sentence }
}

extension HostError {
  /// An error from the standard error of virsh; the last message gives the cause.
  init(_ what: String, _ errors: [UInt8]) {
    let complaints = Self.complaints(errors)
    guard let cause = complaints.last else {
      self.init("\(what): virsh reports no reason")
      return
    }
    self.init("\(what): \(cause)" + (Self.advice(for: complaints).map { "; \($0)" } ?? ""))
  }

  /// How many bytes of virsh's standard error are read for its reasons.
  private static let limit = 1 << 16

  /// The messages after `error:` in the output of virsh, without libvirt's log lines. At most 500 characters each, and no more of an
  /// endless output than its end.
  static func complaints(_ errors: [UInt8]) -> [String] {
    String(decoding: errors.suffix(limit), as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      line.hasPrefix("error: ") ? String(line.dropFirst(7).prefix(500)).escapedForDisplay : nil
    }
  }

  private static func advice(for complaints: [String]) -> String? {
    let text = complaints.joined(separator: " ")
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if says("No connection driver available", "no connection driver available", "unexpected", "invalid URI") {
      return "use a URI that this libvirt supports, such as qemu:///system or qemu+ssh://HOST/system"
    }
    if says("ermission denied", "authentication failed", "authentication unavailable", "access denied") {
      return "join the libvirt group, or retry as root"
    }
    if says("Failed to connect socket") { return "start libvirtd or virtqemud on the host" }
    return nil
  }
}
