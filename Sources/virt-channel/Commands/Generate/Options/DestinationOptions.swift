internal import ArgumentParser
internal import Files
internal import LibvirtHost
internal import VirtChannel

/// Where generated devices go.
struct DestinationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Add the devices to this domain and print a diff; with -, read the domain from standard input and print the result.",
      valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var into: String?

  @Flag(
    help:
      "With --into: write the file instead of printing a diff; with --connect: define the domain, or attach the device."
  )
  var write = false

  @Flag(help: "With --into: print no diff; exit with status 1 if the domain would change.")
  var check = false

  @Option(help: "With --into: output format; json reports whether the domain changes, and the ports.")
  var format: AnswerFormat?

  @Flag(
    help:
      "With --into and --write: also write a file that libvirt manages; with --connect: define the domain even if the schema of libvirt refuses it."
  )
  var force = false

  @Flag(
    help: """
      With --into: replace an existing channel of the same name, or controller of the same index; with --attach: generate a \
      device for the port of such a channel, which must be detached first.
      """)
  var replace = false

  @Option(
    help: ArgumentHelp("Print XML for 'virsh attach-device', given the XML of the running domain.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var attach: String?

  @Option(
    help: "With --attach, --connect and --write: whether to change the running domain, its configuration, or both.")
  var affect = LibvirtHost.Affected.both

  @OptionGroup
  var host: HostChoice

  @OptionGroup
  var versions: VersionOptions

  @OptionGroup
  var input: InputOptions

  func validate() throws {
    if into != nil, attach != nil { throw ValidationError("--into and --attach are mutually exclusive") }
    if host.connect != nil, into == nil, attach == nil {
      throw ValidationError("--connect requires --into DOMAIN or --attach DOMAIN")
    }
    let attaches = host.connect != nil && attach != nil
    let needing = [
      (write && !attaches, "--write"), (replace && attach == nil, "--replace"), (check, "--check"), (force, "--force"),
    ]
    if into == nil, let option = needing.first(where: \.0)?.1 {
      throw ValidationError("\(option) requires --into FILE")
    }
    if write, check { throw ValidationError("--write and --check are mutually exclusive") }
    if force, !write { throw ValidationError("--force requires --write") }
    if into == "-", write { throw ValidationError("--write cannot be used with --into -") }
  }

  /// The file of the domain that is changed, or that devices are made for; `-` is standard input.
  var domain: String { into ?? attach ?? "-" }

  /// What that file is called.
  var domainName: String { domain == "-" ? "<stdin>" : domain }
}
