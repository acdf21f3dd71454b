public import SourceText

/// The properties of the run that reports contain.
public struct ReportContext: Sendable {
  /// The version of virt-channel, `1.0.0`.
  public let toolVersion: String
  /// The target libvirt version, `12.8.0`.
  public let libvirt: String
  /// The target QEMU version, `11.1.3`.
  public let qemu: String
  /// The least severity that makes the run fail; nil when none does.
  public let failOn: Severity?
  /// The directory that reports for other programs name files relative to, as an absolute path; empty for none.
  public let root: String
  /// Describes a rule that was reported; nil when it is not known.
  public let describe: @Sendable (RuleID) -> RuleDescription?

  /// Makes a context.
  public init(
    toolVersion: String, libvirt: String, qemu: String, failOn: Severity? = .warning, root: String = "",
    describe: @escaping @Sendable (RuleID) -> RuleDescription? = { _ in nil }
  ) {
    self.toolVersion = toolVersion
    self.libvirt = libvirt
    self.qemu = qemu
    self.failOn = failOn
    self.root = root
    self.describe = describe
  }
}

/// The properties of a rule that reports contain.
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
  /// The address of that page; nil when it has none.
  public let address: String?

  /// Makes a description.
  public init(
    _ id: RuleID, _ severity: Severity, summary: String, text: String, markdown: String, address: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.summary = summary
    self.text = text
    self.markdown = markdown
    self.address = address
  }
}

extension ReportContext {
  /// A file's path as other programs expect it: relative to the root where the file is below it, and without `./`.
  func path(_ name: String) -> String {
    var path = name[...]
    let prefix = root.hasSuffix("/") ? root : "\(root)/"
    if !root.isEmpty, path.hasPrefix(prefix) { path = path.dropFirst(prefix.count) }
    while path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2).drop { $0 == "/" } }
    return path.isEmpty ? name : String(path)
  }
}
