/// The versions of libvirt and QEMU to target.
public struct Versions: Hashable, Sendable {
  /// The libvirt version.
  public let libvirt: Version
  /// The QEMU version.
  public let qemu: Version
  /// Whether the QEMU version is specified, not implied by the libvirt version or the default. Only for a
  /// specified QEMU version are the machine types known.
  public let statesQEMU: Bool

  /// The newest supported pair.
  public static let newest = Versions(libvirt: Version(12, 8, 0), ofTheDay: Version(11, 1, 3))

  /// The oldest supported versions. libvirt 6.0 also works with older QEMU versions.
  public static let oldest = Versions(libvirt: Version(6, 0, 0), ofTheDay: Version(2, 11, 0))

  /// Creates a pair. One version implies the version of the other that was released with it; the default is the newest supported pair.
  public init(libvirt: Version? = nil, qemu: Version? = nil) {
    self.libvirt = libvirt ?? qemu.map(Self.libvirtOfTheDay) ?? Self.newest.libvirt
    self.qemu = qemu ?? libvirt.map(Self.qemuOfTheDay) ?? Self.newest.qemu
    statesQEMU = qemu != nil
  }

  /// Whether these versions have the behaviour of a change.
  public func supports(_ change: Change) -> Bool {
    libvirt >= change.libvirt && qemu >= change.qemu
  }

  /// A pair with the QEMU of its time, because none was specified.
  package init(libvirt: Version, ofTheDay qemu: Version) {
    self.libvirt = libvirt
    self.qemu = qemu
    statesQEMU = false
  }
}

extension Versions {
  /// The oldest QEMU that a libvirt works with, by the first libvirt that demands it (libvirt NEWS; `QEMU_MIN_MAJOR` and its like).
  private static let oldestQEMU: [(libvirt: Version, qemu: Version)] = [
    (Version(0), Version(1, 5)), (Version(7, 4), Version(2, 11)), (Version(8, 3), Version(3, 1)),
    (Version(8, 7), Version(4, 2)), (Version(10, 6), Version(5, 2)), (Version(11, 2), Version(6, 2)),
    (Version(12, 4), Version(7, 2)),
  ]

  /// The oldest QEMU version that this libvirt supports. With an older one, it refuses every domain.
  public var minimumQEMU: Version { Self.oldestQEMU.last { $0.libvirt <= libvirt }?.qemu ?? Version(0) }

  /// The reason why this libvirt cannot use this QEMU, with the message of libvirt; nil if it can.
  public var problem: String? {
    guard qemu < minimumQEMU else { return nil }
    return "libvirt \(libvirt) requires QEMU \(minimumQEMU) or later. "
      + "(libvirt: QEMU version >= \(minimumQEMU) is required, but \(qemu) found)"
  }

  /// A warning about versions outside the supported range, with the versions used instead; nil if both are supported.
  public var warning: String? {
    for (name, version, first, last) in [
      ("libvirt", libvirt, Self.oldest.libvirt, Self.newest.libvirt),
      ("QEMU", qemu, Self.oldest.qemu, Self.newest.qemu),
    ] where version > last || version < first {
      let nearest = version > last ? last : first
      return "\(name) \(version) is outside the supported range, \(first) to \(last); \(nearest) is used instead"
    }
    return nil
  }

  /// Each QEMU with the first libvirt that was released after it.
  private static let contemporaries = [
    Versions(libvirt: Version(6, 0), ofTheDay: Version(4, 2)),
    Versions(libvirt: Version(6, 3), ofTheDay: Version(5, 0)),
    Versions(libvirt: Version(6, 7), ofTheDay: Version(5, 1)),
    Versions(libvirt: Version(7, 0), ofTheDay: Version(5, 2)),
    Versions(libvirt: Version(7, 3), ofTheDay: Version(6, 0)),
    Versions(libvirt: Version(7, 7), ofTheDay: Version(6, 1)),
    Versions(libvirt: Version(8, 0), ofTheDay: Version(6, 2)),
    Versions(libvirt: Version(8, 3), ofTheDay: Version(7, 0)),
    Versions(libvirt: Version(8, 7), ofTheDay: Version(7, 1)),
    Versions(libvirt: Version(9, 0), ofTheDay: Version(7, 2)),
    Versions(libvirt: Version(9, 3), ofTheDay: Version(8, 0)),
    Versions(libvirt: Version(9, 7), ofTheDay: Version(8, 1)),
    Versions(libvirt: Version(10, 0), ofTheDay: Version(8, 2)),
    Versions(libvirt: Version(10, 3), ofTheDay: Version(9, 0)),
    Versions(libvirt: Version(10, 8), ofTheDay: Version(9, 1)),
    Versions(libvirt: Version(11, 0), ofTheDay: Version(9, 2)),
    Versions(libvirt: Version(11, 3), ofTheDay: Version(10, 0)),
    Versions(libvirt: Version(11, 7), ofTheDay: Version(10, 1)),
    Versions(libvirt: Version(12, 0), ofTheDay: Version(10, 2)),
    Versions(libvirt: Version(12, 3), ofTheDay: Version(11, 0)),
    Versions(libvirt: Version(12, 7), ofTheDay: Version(11, 1)),
    newest,
  ]

  private static func libvirtOfTheDay(_ qemu: Version) -> Version {
    (contemporaries.last { $0.qemu <= qemu } ?? contemporaries[0]).libvirt
  }

  private static func qemuOfTheDay(_ libvirt: Version) -> Version {
    (contemporaries.last { $0.libvirt <= libvirt } ?? contemporaries[0]).qemu
  }
}
