internal import ArgumentParser
internal import Files
internal import LibvirtHost

/// A libvirt that is asked through virsh.
struct HostChoice: ParsableArguments {
  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp(
      "Use domains of this libvirt instead of files, by name, UUID, id or pattern; without a URI, of the one that virsh uses.",
      valueName: "uri"))
  var connect: String?

  @Option(help: ArgumentHelp("With --connect: how long virsh may take.", valueName: "seconds"))
  var virshTimeout = Seconds.twoMinutes

  /// The value that leaves the choice of the libvirt to virsh.
  static let usual = "default"

  /// Asks the libvirt that is named; nil when files are meant.
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

  @Flag(help: "With --connect: look at running domains as they run, not as their next start will be.")
  var live = false

  /// The URI, `default` for the one that virsh uses; nil when files are meant.
  var connect: String? { choice.connect }

  func validate() throws {
    guard connect == nil else { return }
    if let option = all ? "all" : running ? "running" : live ? "live" : nil {
      throw ValidationError("--\(option) goes with --connect.")
    }
  }

  /// Asks the libvirt that is named; nil when files are meant.
  func open(secrets: Bool = false) throws(HostError) -> OpenHost? { try choice.open(live: live, secrets: secrets) }

  /// The domains that names, or --all and --running, stand for.
  func selection(_ names: [String]) throws -> DomainSelection {
    if names.isEmpty, !all, !running { throw ValidationError("Name domains, or use --all or --running.") }
    if !names.isEmpty, all { throw ValidationError("Name domains or use --all, not both.") }
    return DomainSelection(names, onlyRunning: running)
  }
}
