internal import ArgumentParser
internal import Resolution

/// A libvirt and a QEMU as an option names them: `9.0.0/7.2.0`; one alone, `9.0.0` or `/7.2.0`, implies the other. A distribution,
/// `debian12`, names both.
struct VersionPair: ExpressibleByArgument {
  let versions: Versions

  init?(argument: String) {
    if let distribution = Distribution.named(argument) {
      versions = distribution.versions
      return
    }
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard 1...2 ~= parts.count, parts != ["", ""], parts != [""] else { return nil }
    let numbers = parts.map { Version($0) }
    guard zip(parts, numbers).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
    versions = Versions(libvirt: numbers[0], qemu: numbers.count > 1 ? numbers[1] : nil)
  }
}

extension Versions {
  /// The pair as `--from` and `--to` take it.
  var pair: String { "\(libvirt)/\(qemu)" }
}

/// What `--libvirt` takes: a version, `9.0.0`, or a distribution, `debian12`, which names a QEMU as well.
struct LibvirtRelease: ExpressibleByArgument {
  /// The libvirt.
  let libvirt: Version
  /// The QEMU of a distribution; nil for a version alone.
  let qemu: Version?

  init?(argument: String) {
    if let version = Version(argument) {
      (libvirt, qemu) = (version, nil)
    } else if let distribution = Distribution.named(argument) {
      (libvirt, qemu) = (distribution.versions.libvirt, distribution.versions.qemu)
    } else {
      return nil
    }
  }

  /// The names that a shell completes.
  static let completion = CompletionKind.list(Distribution.all.map(\.name))
}
