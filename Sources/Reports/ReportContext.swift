public import SourceText

/// What a report says about the run itself.
public struct ReportContext: Sendable {
  /// The version of virt-channel, `1.0.0`.
  public let toolVersion: String
  /// The libvirt whose behaviour was meant, `12.8.0`.
  public let libvirt: String
  /// The QEMU whose behaviour was meant, `11.1.3`.
  public let qemu: String
  /// The least severity that makes the run fail; nil when none does.
  public let failOn: Severity?
  /// Describes a rule that was reported; nil when it is not known.
  public let describe: @Sendable (RuleID) -> RuleDescription?

  /// Makes a context.
  public init(
    toolVersion: String, libvirt: String, qemu: String, failOn: Severity? = .warning,
    describe: @escaping @Sendable (RuleID) -> RuleDescription? = { _ in nil }
  ) {
    self.toolVersion = toolVersion
    self.libvirt = libvirt
    self.qemu = qemu
    self.failOn = failOn
    self.describe = describe
  }
}

/// What a report says about a rule.
public struct RuleDescription: Sendable {
  /// The rule.
  public let id: RuleID
  /// How much its findings matter, as a rule.
  public let severity: Severity
  /// What is wrong, in one sentence.
  public let summary: String
  /// Why it is wrong, as plain text.
  public let text: String
  /// The rule's page, as Markdown.
  public let markdown: String

  /// Makes a description.
  public init(_ id: RuleID, _ severity: Severity, summary: String, text: String, markdown: String) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.text = text
    self.markdown = markdown
  }
}
