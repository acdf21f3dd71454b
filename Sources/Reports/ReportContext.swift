public import SourceText

/// The properties of the run that reports contain.
public struct ReportContext: Sendable {
  /// The version of virt-channel, such as `0.1.0`.
  public let toolVersion: String
  /// The target libvirt version, such as `12.8.0`.
  public let libvirt: String
  /// The target QEMU version, such as `11.1.3`.
  public let qemu: String
  /// The minimum severity for exit status 1; nil if the run never fails because of findings.
  public let failOn: Severity?
  /// The absolute path of the directory to which file names in reports for programs are relative; empty for none.
  public let root: String
  /// Returns the description of a rule; nil if the rule is not known.
  public let describe: @Sendable (RuleID) -> RuleDescription?

  /// Creates a context.
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
  /// The rule that reports the findings.
  public let id: RuleID
  /// The default severity of its findings.
  public let severity: Severity
  /// The problem, as one sentence.
  public let summary: String
  /// The rationale, as plain text.
  public let text: String
  /// The page of the rule, as Markdown.
  public let markdown: String
  /// The URL of the page; nil if it has none.
  public let address: String?

  /// Creates a description.
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
