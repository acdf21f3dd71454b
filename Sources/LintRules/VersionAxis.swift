internal import Resolution

/// One of the two programs whose versions change while the other stays the same.
enum VersionAxis: String, CaseIterable {
  case libvirt, qemu

  var name: String { self == .libvirt ? "libvirt" : "QEMU" }

  var oldest: Version { steps[0] }

  /// The oldest supported version, all in which something changes, and every minor release of QEMU, in order.
  var steps: [Version] {
    let changes = Set(Change.all.map { self == .libvirt ? $0.libvirt : $0.qemu })
    let releases = self == .libvirt ? [] : (3...12).flatMap { major in (0...2).map { Version(major, $0) } }
    let (oldest, newest) = (Versions.oldest, Versions.newest)
    let range = self == .libvirt ? oldest.libvirt...newest.libvirt : oldest.qemu...newest.qemu
    return [range.lowerBound]
      + changes.union(releases).filter { range.contains($0) && $0 > range.lowerBound && $0.isReleased }.sorted()
  }

  func version(_ versions: Versions) -> Version { self == .libvirt ? versions.libvirt : versions.qemu }

  func versions(_ version: Version, _ others: Versions) -> Versions {
    self == .libvirt
      ? Versions(libvirt: version, qemu: others.qemu)
      : Versions(libvirt: others.libvirt, qemu: version)
  }

  func period(_ start: Version, _ end: Version?) -> String {
    switch (start == oldest, end) {
    case (true, let end?): "before \(name) \(end)"
    case (false, let end?): "from \(name) \(start) to before \(end)"
    case (_, nil): "from \(name) \(start)"
    }
  }
}

extension Version {
  /// QEMU 3 had two minor releases; all later major releases have three.
  fileprivate var isReleased: Bool { self != Version(3, 2) }
}
