/// A release of a Linux distribution with its libvirt and QEMU versions.
public struct Distribution: Hashable, Sendable {
  /// The name in lower case, such as `debian12` or `ubuntu24.04`.
  public let name: String
  /// The libvirt and QEMU versions. Updates of the third number are omitted if they make no difference here.
  public let versions: Versions
  /// The source of the versions.
  public let source: Source

  /// The source of the versions of a release.
  public enum Source: String, Hashable, Sendable {
    /// The index of source packages of the release, in November 2026.
    case packageIndex = "package index"
    /// Published package lists of the distribution, which were not compared with its package index.
    case packageList = "published package list"
  }

  private init(_ name: String, _ libvirt: Version, _ qemu: Version, _ source: Source) {
    self.name = name
    versions = Versions(libvirt: libvirt, qemu: qemu)
    self.source = source
  }

  /// The known releases. A major release of RHEL means its latest known minor release.
  public static let all = [
    Distribution("debian11", Version(7, 0), Version(5, 2), .packageIndex),
    Distribution("debian12", Version(9, 0), Version(7, 2, 22), .packageIndex),
    Distribution("debian13", Version(11, 3), Version(10, 0, 13), .packageIndex),
    Distribution("ubuntu22.04", Version(8, 0), Version(6, 2), .packageIndex),
    Distribution("ubuntu24.04", Version(10, 0), Version(8, 2, 2), .packageIndex),
    Distribution("ubuntu25.04", Version(11, 0), Version(9, 2, 1), .packageIndex),
    Distribution("ubuntu25.10", Version(11, 6), Version(10, 1), .packageIndex),
    Distribution("ubuntu26.04", Version(12, 0), Version(10, 2, 1), .packageIndex),
    Distribution("rhel8", Version(8, 0), Version(6, 2), .packageList),
    Distribution("rhel9", Version(10, 10), Version(9, 1), .packageList),
    Distribution("rhel9.4", Version(10, 0), Version(8, 2), .packageList),
    Distribution("rhel9.6", Version(10, 10), Version(9, 1), .packageList),
    Distribution("rhel10", Version(11, 5), Version(10, 0), .packageList),
    Distribution("rhel10.0", Version(10, 10), Version(9, 1), .packageList),
    Distribution("fedora38", Version(9, 0), Version(7, 2, 10), .packageList),
    Distribution("fedora39", Version(9, 7), Version(8, 1, 3), .packageList),
    Distribution("fedora40", Version(10, 1), Version(8, 2, 2), .packageList),
    Distribution("fedora41", Version(10, 6), Version(9, 1), .packageList),
    Distribution("fedora42", Version(11, 0), Version(9, 2), .packageList),
    Distribution("fedora43", Version(11, 6), Version(10, 1), .packageList),
    Distribution("fedora44", Version(12, 0), Version(10, 2), .packageList),
    Distribution("leap15.6", Version(10, 0), Version(8, 2), .packageList),
    Distribution("leap16.0", Version(11, 4), Version(10, 0), .packageList),
  ]

  /// The release with a name, ignoring case; nil if it is not known.
  public static func named(_ name: String) -> Distribution? {
    let name = name.lowercased()
    return all.first { $0.name == name }
  }
}
