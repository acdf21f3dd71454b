internal import ArgumentParser
internal import Resolution

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
