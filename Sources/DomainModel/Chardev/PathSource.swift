/// The `<source>` of a pty, dev or pipe chardev.
public struct PathSource: Hashable, Sendable {
  /// The path on the host. That of a pty is a runtime value, which libvirt ignores when a domain is defined.
  public var path: String?
  /// The security labels of the path, one a model.
  public var seclabels: [SecurityLabel] = []
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a source.
  public init(path: String? = nil) { self.path = path }
}

extension PathSource: Element {
  init() { self.init(path: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.path, &path)
    coder.children(.seclabel, &seclabels)
  }
}

/// The `<source>` of a file chardev.
public struct FileSource: Hashable, Sendable {
  /// The path on the host.
  public var path: String?
  /// Whether the file is appended to; absent means truncated at start.
  public var append: OnOff?
  /// The security labels of the path, one a model.
  public var seclabels: [SecurityLabel] = []
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a source.
  public init(path: String? = nil, append: OnOff? = nil) {
    self.path = path
    self.append = append
  }
}

extension FileSource: Element {
  init() { self.init(path: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.path, &path)
    coder.attribute(.append, &append)
    coder.children(.seclabel, &seclabels)
  }
}

/// A security label of a source's path: `<seclabel>`.
public struct SecurityLabel: Hashable, Sendable {
  /// The security driver, `selinux`, `apparmor` or `dac`; absent means all.
  public var model: String?
  /// Whether libvirt labels the path; absent means yes.
  public var relabel: YesNo?
  /// The label; allowed only where `relabel` is not `no`.
  public var label: String?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a label.
  public init(model: String? = nil, relabel: YesNo? = nil, label: String? = nil) {
    self.model = model
    self.relabel = relabel
    self.label = label
  }
}

extension SecurityLabel: Element {
  init() { self.init(model: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.model, &model)
    coder.attribute(.relabel, &relabel)
    coder.text(.label, &label)
  }
}
