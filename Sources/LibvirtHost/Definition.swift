internal import Files
internal import Posix
internal import SourceText

/// What was done to define a domain.
package struct Definition: Sendable {
  /// The file that holds the XML from before.
  package let backup: String
  /// The command that defines that XML again.
  package let undo: String
}

extension LibvirtHost {
  /// The XML that the next start uses, with its passwords, as it must be to be defined again.
  package func definition(of domain: HostDomain) throws(HostError) -> [UInt8] {
    let outcome = try virsh.run(["dumpxml", domain.uuid, "--inactive", "--security-info"])
    guard outcome.status == 0 else { throw HostError("cannot be read", outcome.errors) }
    return outcome.output
  }

  /// Replaces the definition `old` of a domain with `new`; the previous definition is saved in a file below
  /// `directory`.
  /// - Parameter validating: whether `new` must also be valid against libvirt's schema.
  /// - Throws: if the domain is transient, no longer equals `old`, or libvirt refuses `new`. The domain is then
  ///   unchanged.
  package func define(
    _ new: [UInt8], insteadOf old: [UInt8], for domain: HostDomain, validating: Bool = true,
    backupIn directory: String
  ) throws(HostError) -> Definition {
    guard domain.isPersistent else {
      throw HostError("the domain is transient: it has no persistent configuration to change")
    }
    let backup = "\(directory)/backups/\(domain.uuid)-\(StateDirectory.timestamp)-\(Self.randomName).xml"
    try Self.create(backup, old)
    do throws(HostError) {
      try withFile(new) { path throws(HostError) in
        guard try definition(of: domain) == old else {
          throw HostError("was changed by another program; not defined")
        }
        try define(file: path, validating: validating)
      }
    } catch {
      PrivateFile.remove(backup)
      throw error
    }
    return Definition(backup: backup, undo: virsh.command(["define", backup]))
  }

  private func define(file: String, validating: Bool) throws(HostError) {
    let outcome = try virsh.run(["define", file] + (validating ? ["--validate"] : []))
    if outcome.status == 0 { return }
    let complaints = HostError.complaints(outcome.errors).joined(separator: " ")
    if validating, complaints.contains("Unable to parse RNG") { return try define(file: file, validating: false) }
    guard validating, complaints.contains("failed to validate") else {
      throw HostError("libvirt refused the change", outcome.errors)
    }
    throw HostError(
      "the schema of libvirt refuses the change; check the diff, or skip schema validation with --force")
  }

  /// Which configuration of a domain a device is added to.
  package enum Affected: String, CaseIterable, Sendable {
    /// Only the running domain.
    case live
    /// Only the configuration for the next start.
    case config
    /// Both.
    case both

    /// Of each configuration that a domain has, whether it is that of the running domain.
    package func configurations(of domain: HostDomain) -> [Bool] {
      switch self {
      case .live: [true]
      case .config: [false]
      case .both: (domain.id != nil ? [true] : []) + (domain.isPersistent ? [false] : [])
      }
    }
  }

  /// Attaches a device and returns the XML of the domain afterwards.
  package func attach(_ device: String, to domain: HostDomain, _ affected: Affected) throws(HostError) -> [UInt8] {
    let configurations = affected.configurations(of: domain)
    let flags = configurations.map { $0 ? "--live" : "--config" }
    try withFile(Array(device.utf8)) { path throws(HostError) in
      let outcome = try virsh.run(["attach-device", domain.uuid, path] + flags)
      guard outcome.status == 0 else { throw HostError("libvirt refused the device", outcome.errors) }
    }
    return try xml(of: [domain], live: configurations.contains(true))[0].get()
  }

  /// Detaches a device from the running domain, or from what its next start uses.
  package func detach(_ device: String, from domain: HostDomain, live: Bool) throws(HostError) {
    try withFile(Array(device.utf8)) { path throws(HostError) in
      let outcome = try virsh.run(["detach-device", domain.uuid, path, live ? "--live" : "--config"])
      guard outcome.status == 0 else { throw HostError("libvirt did not detach the device", outcome.errors) }
    }
  }

  /// Lends bytes as a file that only this user can read.
  private func withFile(_ bytes: [UInt8], _ body: (String) throws(HostError) -> Void) throws(HostError) {
    let path = "/tmp/virt-channel-\(Self.randomName).xml"
    try Self.create(path, bytes)
    defer { PrivateFile.remove(path) }
    try body(path)
  }

  private static func create(_ path: String, _ bytes: [UInt8]) throws(HostError) {
    do throws(FileError) {
      try PrivateFile.create(path, bytes)
    } catch {
      throw HostError(error.description)
    }
  }

  private static var randomName: String { String(UInt64.random(in: .min ... .max), radix: 36) }
}

extension Virsh {
  /// A command as a person types it.
  func command(_ words: [String]) -> String {
    (["virsh"] + (uri.map { ["-c", $0] } ?? []) + words).map(Self.quoted).joined(separator: " ")
  }

  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      UnicodeScalar(byte).properties.isAlphabetic && byte < 0x80 || "0123456789-_./:+@%".utf8.contains(byte)
    }
    return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
