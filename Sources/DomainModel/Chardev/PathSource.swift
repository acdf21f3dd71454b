/// The `<source>` of a pty, dev or pipe chardev.
public struct PathSource: Hashable, Sendable {
  /// The path on the host, required for `dev` and `pipe`. The path of a pty is set at start; libvirt ignores it in a definition.
  public var path: String?
  /// The security labels of the path, at most one per model.
  public var seclabels: [SecurityLabel] = []
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a source.
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
  /// The path on the host; libvirt requires it.
  public var path: String?
  /// Whether the output is appended to the file; if omitted, the file is truncated at start.
  public var append: OnOff?
  /// The security labels of the path, at most one per model.
  public var seclabels: [SecurityLabel] = []
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a source.
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

/// A security label of the path of a source: `<seclabel>`.
public struct SecurityLabel: Hashable, Sendable {
  /// The security driver, `selinux`, `apparmor` or `dac`. If it is omitted, libvirt does not start the domain.
  public var model: String?
  /// Whether libvirt changes the label of the path; yes if omitted.
  public var relabel: YesNo?
  /// The label, such as `qemu:qemu` for `dac`. It is invalid with `relabel='no'`; since libvirt 9.8.0 it must not be omitted with `relabel='yes'`.
  public var label: String?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a label.
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
