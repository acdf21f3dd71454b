internal import Resolution

/// Which versioned machine types a QEMU has: those of its own version and of older ones, down to a first one that rises as old
/// ones are removed.
///
/// Sources: `-machine help` of QEMU 5.2.0, 6.2.0, 7.2.22, 8.2.2, 10.0.13, 10.1.0, 10.2.1 and 11.1.3 as distributions build them;
/// between them the machine types that libvirt's `tests/qemucapabilitiesdata` records of QEMU 2.11 to 10.0, and from QEMU 10.1
/// `MACHINE_VER_DELETION` of QEMU's `include/hw/boards.h`, which removes machine types after six years.
struct MachineReleases {
  /// What is before the version, such as `pc-q35-`.
  let prefix: String
  /// The first version of the family that a QEMU has; nil for none.
  let first: Version?
  /// The last one.
  let last: Version

  /// The machine types of the family that a machine type is of; nil for a machine type without a version, or of a family
  /// that is not known.
  static func of(_ machine: String, on architecture: String, in qemu: Version) -> (MachineReleases, Version)? {
    for family in families
    where machine.utf8.starts(with: family.prefix.utf8) && family.architectures.contains(architecture) {
      guard let version = Version(String(machine.dropFirst(family.prefix.count))) else { continue }
      return (family.releases(in: qemu), version)
    }
    return nil
  }

  /// Whether one of them has a version.
  func contains(_ version: Version) -> Bool {
    guard let first else { return false }
    return first...max(first, last) ~= version
  }

  /// The machine types to use instead.
  var help: String {
    let isARM = prefix == "virt-"
    let newest =
      isARM ? "virt" : prefix == "pc-q35-" ? "q35" : prefix.hasPrefix("pc") ? "pc" : String(prefix.dropLast())
    guard let first, first <= last else { return "use machine='\(newest)'" }
    return "use machine='\(newest)', or a version from \(prefix)\(first.short) to \(prefix)\(last.short)"
  }
}

/// The machine types of one kind, over time.
private struct MachineFamily {
  let prefix: String
  let architectures: [String]
  /// From which QEMU on which version is the first; nil from the QEMU that has none.
  let firsts: [(qemu: Version, first: Version?)]
  /// The last version, where QEMU no longer adds any.
  var last: Version?

  func releases(in qemu: Version) -> MachineReleases {
    let first = firsts.last { $0.qemu <= qemu }.map(\.first) ?? firsts[0].first
    return MachineReleases(prefix: prefix, first: first, last: last ?? qemu.newestMachine)
  }
}

extension MachineReleases {
  private static let x86 = ["i686", "x86_64"]
  private static let old = Version(0)
  /// The machine types that QEMU removed by their age.
  private static let expired: [(qemu: Version, first: Version?)] = [
    (Version(10, 1), Version(4, 2)), (Version(10, 2), Version(5, 0)), (Version(11, 0), Version(5, 1)),
    (Version(11, 1), Version(5, 2)),
  ]

  private static let families = [
    MachineFamily(
      prefix: "pc-i440fx-", architectures: x86,
      firsts: [(old, Version(1, 4)), (Version(8, 2), Version(2, 0)), (Version(9, 1), Version(2, 4))] + expired),
    MachineFamily(
      prefix: "pc-q35-", architectures: x86, firsts: [(old, Version(1, 4)), (Version(2, 6), Version(2, 4))] + expired),
    MachineFamily(
      prefix: "pc-", architectures: x86,
      firsts: [
        (old, Version(0, 10)), (Version(4, 0), Version(0, 12)), (Version(5, 0), Version(1, 0)), (Version(6, 0), nil),
      ],
      last: Version(1, 3)),
    MachineFamily(
      prefix: "virt-", architectures: ["armv6l", "armv7l", "aarch64"], firsts: [(old, Version(2, 6))] + expired),
    MachineFamily(
      prefix: "pseries-", architectures: ["ppc64", "ppc64le"],
      firsts: [(old, Version(2, 1)), (Version(10, 0), Version(3, 0))] + expired),
    MachineFamily(
      prefix: "s390-ccw-virtio-", architectures: ["s390x"],
      firsts: [(old, Version(2, 4)), (Version(10, 0), Version(2, 9))] + expired),
  ]
}

extension Version {
  /// The newest machine type that a QEMU of this version can have: a development version has that of the release to come.
  fileprivate var newestMachine: Version { micro >= 50 ? Version(major + 1) : self }

  /// As machine types have it: without a third number of 0.
  fileprivate var short: String { micro == 0 || micro > 1 ? "\(major).\(minor)" : description }
}
