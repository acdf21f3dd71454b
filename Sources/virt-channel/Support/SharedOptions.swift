internal import ArgumentParser
internal import Files
internal import LintRules
internal import Posix
internal import Reports
internal import Resolution
internal import SourceText

/// The versions to target.
struct VersionOptions: ParsableArguments {
  @Option(
    name: .customLong("libvirt"),
    help: ArgumentHelp(
      "Target this libvirt version, or that of a distribution such as debian12. Without --qemu, implies the QEMU version released with it.",
      valueName: "release"), completion: LibvirtRelease.completion)
  var release: LibvirtRelease?

  @Option(
    name: .customLong("qemu"),
    help: ArgumentHelp(
      "Target this QEMU version. Without --libvirt, implies the libvirt version released with it.", valueName: "x.y.z"))
  var chosenQEMU: Version?

  /// The libvirt, where the options name one.
  var libvirt: Version? { release?.libvirt }

  /// The QEMU, where the options name one, directly or as that of a distribution.
  var qemu: Version? { chosenQEMU ?? release?.qemu }

  func validate() throws {
    if let problem = versions().problem { throw ValidationError(problem) }
  }

  /// The versions, as far as given, else the newest known.
  func versions() -> Versions { Versions(libvirt: libvirt, qemu: qemu) }

  /// The versions for a file (nil or `-` is standard input): as far as given, else those of its configuration.
  func versions(forFile path: String?) throws(FileError) -> Versions {
    isGiven ? versions() : try Configuration.nearest(toFile: path).versions
  }

  /// Comes before a configuration.
  func override(_ configuration: inout Configuration) {
    if libvirt != nil || qemu != nil { (configuration.libvirt, configuration.qemu) = (libvirt, qemu) }
  }
}

extension Streams {
  /// Warns of versions whose behaviour is not known.
  mutating func warn(about versions: Versions) {
    if let warning = versions.warning { warn(warning) }
  }
}

/// How inputs are read.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Maximum input size in bytes; K, M and G are powers of 1024 (default: 64M).", valueName: "size"))
  var maxSize: ByteCount?

  /// The limit in bytes.
  func limit() -> Int { (maxSize ?? Configuration.usualSize).bytes }

  /// Comes before a configuration.
  func override(_ configuration: inout Configuration) {
    if let maxSize { configuration.maxSize = maxSize }
  }
}

/// How many files are worked on at once.
struct JobOptions: ParsableArguments {
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Number of files to process in parallel (default: number of CPU cores).", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1, not \(jobs)") }
  }

  /// The number of files.
  var count: Int { jobs ?? CurrentProcess.processors }
}

/// How text is shown.
struct DisplayOptions: ParsableArguments {
  @Option(help: "When to color the output.")
  var color = ColorChoice.auto

  /// The style of standard output.
  var style: TextStyle { color.style }
}

extension ColorChoice {
  /// The style of standard output.
  var style: TextStyle {
    guard Terminal.isOutput else { return TextStyle(colored: isOn) }
    let pages = RulePageDirectory.uri
    let address: @Sendable (RuleID) -> String = { rule in
      pages.map { "\($0)\(rule.code).md" } ?? Rule.address(of: rule)
    }
    let links: RuleLinks = isOn && Terminal.hasHyperlinks ? .hyperlinks(address) : .listed(address)
    return TextStyle(colored: isOn, width: Terminal.width ?? 160, links: links)
  }
}
