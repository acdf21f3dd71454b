internal import SourceText

// Refusals by libvirt, under the heading that virsh prints before the text.
extension Refusal {
  /// `XML error: …`
  static func xml(_ text: String) -> Refusal { Refusal(by: .libvirt, "XML error: \(text)") }

  /// `unsupported configuration: …`
  static func unsupported(_ text: String) -> Refusal { Refusal(by: .libvirt, "unsupported configuration: \(text)") }

  /// `internal error: …`
  static func internalError(_ text: String) -> Refusal { Refusal(by: .libvirt, "internal error: \(text)") }

  /// A message that libvirt prints only when it starts the domain.
  static func atStart(_ text: String) -> Refusal { Refusal(by: .libvirt, atStart: true, text) }
}
