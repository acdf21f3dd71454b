internal import SourceText

/// The names of disks, `vda` or `sdab`.
package enum DiskName {
  private static let prefixes = ["fd", "hd", "vd", "sd", "xvd", "ubd"]

  /// The position of a name among those with its prefix: 0 for `vda`, 26 for `vdaa`; nil for a name of another form.
  ///
  /// The letters count in a system without zero: `z` is followed by `aa` (libvirt `virDiskNameParse`).
  package static func number(_ name: String) -> Int? {
    guard let prefix = prefixes.first(where: { name.begins(with: $0) }) else { return nil }
    let letters = name.utf8.dropFirst(prefix.utf8.count).prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    guard 1...6 ~= letters.count else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "a")) + 1 } - 1
  }

  /// The bus of a disk that states none: that of its device, or else that of its target's name.
  ///
  /// Source: libvirt `virDomainDiskDefPostParse`.
  package static func bus(of name: String, device: String?) -> String {
    if device == "floppy" { return "fdc" }
    return buses.first { name.begins(with: $0.prefix) }?.name ?? "ide"
  }

  private static let buses: [(prefix: String, name: String)] = [
    ("hd", "ide"), ("sd", "scsi"), ("vd", "virtio"), ("xvd", "xen"), ("ubd", "uml"),
  ]
}
