internal import ArgumentParser
internal import Files
internal import LibvirtHost

/// A libvirt that is asked through virsh.
struct HostChoice: ParsableArguments {
  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp(
      "Use domains of this libvirt instead of files, by name, UUID, id or pattern; without a URI, of the libvirt that virsh uses by default.",
      valueName: "uri"))
  var connect: String?

  @Option(help: ArgumentHelp("With --connect: seconds to wait for virsh.", valueName: "seconds"))
  var virshTimeout = Seconds.twoMinutes

  /// The value that leaves the choice of the libvirt to virsh.
  static let usual = "default"

  /// Asks the libvirt that is named; nil when files are used.
  /// - Parameters:
  ///   - live: whether running domains are described as they run.
  ///   - secrets: whether their XML includes passwords.
  func open(live: Bool = false, secrets: Bool = false) throws(HostError) -> OpenHost? {
    try connect.map { uri throws(HostError) in
      let host = LibvirtHost(uri: uri == Self.usual ? nil : uri, timeout: virshTimeout.duration)
      return OpenHost(host: host, facts: try host.facts(), isLive: live, hasSecrets: secrets)
    }
  }
}

/// Domains of a libvirt instead of files.
struct HostOptions: ParsableArguments {
  @OptionGroup var choice: HostChoice

  @Flag(help: "With --connect: all domains.")
  var all = false

  @Flag(help: "With --connect: running domains only.")
  var running = false

  @Flag(help: "With --connect: use the live XML of running domains instead of their configuration for the next start.")
  var live = false

  /// The URI, `default` for the one that virsh uses; nil when files are used.
  var connect: String? { choice.connect }

  func validate() throws {
    guard connect == nil else { return }
    if let option = all ? "all" : running ? "running" : live ? "live" : nil {
      throw ValidationError("--\(option) requires --connect")
    }
  }

  /// Asks the libvirt that is named; nil when files are used.
  func open(secrets: Bool = false) throws(HostError) -> OpenHost? { try choice.open(live: live, secrets: secrets) }

  /// The domains selected by names, or by --all and --running.
  func selection(_ names: [String]) throws -> DomainSelection {
    if names.isEmpty, !all, !running { throw ValidationError("no domains: give names, or use --all or --running") }
    if !names.isEmpty, all { throw ValidationError("domain names and --all are mutually exclusive") }
    return DomainSelection(names, onlyRunning: running)
  }
}
