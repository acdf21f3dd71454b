public import QEMUOptions
public import Resolution

/// The syntax of options: that of a libvirt version for a QEMU version, or a requested dialect.
public struct Spelling: Hashable, Sendable {
  /// The versions that determine the syntax.
  public let versions: Versions
  /// The dialect of all options; nil if the versions determine it.
  public let dialect: Dialect?

  /// Creates a syntax.
  public init(_ versions: Versions = Versions(), dialect: Dialect? = nil) {
    self.versions = versions
    self.dialect = dialect
  }

  /// The dialect of an option.
  public func dialect(for flag: OptionFlag) -> Dialect {
    if let dialect { return dialect }
    switch flag {
    case .device: return versions.supports(.deviceJSON) ? .json : .keyval
    case .netdev: return versions.supports(.netdevJSON) ? .json : .keyval
    case .object: return versions.supports(.objectJSON) ? .json : .keyval
    case .chardev: return versions.supports(.longBooleans) ? .keyval : .legacy
    default: return .keyval
    }
  }

  /// The option as two arguments: the flag and the value.
  public func arguments(_ option: QEMUOption) -> [String] {
    let option = hasYesAndNo(option.flag) ? option.withYesAndNo : option
    return dialect(for: option.flag).arguments(option.verbatim(unescapedKeys(of: option)))
  }

  /// Whether booleans are written yes and no, as libvirt did for objects before it did on and off (`virQEMUBuildCommandLineJSON`).
  private func hasYesAndNo(_ flag: OptionFlag) -> Bool {
    dialect == nil && flag == .object && !versions.supports(.longBooleans)
  }

  /// The keys whose values libvirt printed without doubling their commas (`qemuBuildVirtioSerialPortDevStr`, `qemuBuildChardevStr`).
  private func unescapedKeys(of option: QEMUOption) -> Set<String> {
    if dialect != nil { return [] }
    return switch option.flag {
    case .device where !versions.supports(.escapedNames): ["name"]
    case .chardev where !versions.supports(.chardevProperties): ["host", "port", "localaddr", "localport", "name"]
    default: []
    }
  }
}
