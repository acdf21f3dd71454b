internal import ArgumentParser
internal import Files
internal import LibvirtHost
internal import VirtChannel

/// Where generated devices go.
struct DestinationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Put them into a domain and print the difference; - prints the domain itself.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var into: String?

  @Flag(help: "With --into: change the file; with --connect: define the domain, or attach the device.")
  var write = false

  @Flag(help: "With --into: print no difference, and exit with 1 when the domain would change.")
  var check = false

  @Option(help: "With --into: the form of the answer; json tells whether the domain changes, and the ports.")
  var format: AnswerFormat?

  @Flag(
    help:
      "With --into and --write: also write a file that libvirt manages; with --connect: define what its schema refuses."
  )
  var force = false

  @Flag(
    help: """
      With --into: change a channel of the same name, or a controller of the same index, into the new one; with --attach: make \
      the device that takes the port of such a channel once that is detached.
      """)
  var replace = false

  @Option(
    help: ArgumentHelp("Print what virsh attach-device takes while that domain runs.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var attach: String?

  @Option(help: "With --attach, --connect and --write: what gets the device.")
  var affect = LibvirtHost.Affected.both

  @OptionGroup
  var host: HostChoice

  @OptionGroup
  var versions: VersionOptions

  @OptionGroup
  var input: InputOptions

  func validate() throws {
    if into != nil, attach != nil { throw ValidationError("--into and --attach exclude each other.") }
    if host.connect != nil, into == nil, attach == nil {
      throw ValidationError("--connect goes with --into or --attach; name the domain there.")
    }
    let attaches = host.connect != nil && attach != nil
    let needing = [
      (write && !attaches, "--write"), (replace && attach == nil, "--replace"), (check, "--check"), (force, "--force"),
    ]
    if into == nil, let option = needing.first(where: \.0)?.1 {
      throw ValidationError("\(option) goes with --into; name the domain's file there.")
    }
    if write, check { throw ValidationError("--write and --check exclude each other.") }
    if force, !write { throw ValidationError("--force goes with --write.") }
    if into == "-", write { throw ValidationError("--write cannot change standard input; leave it out.") }
  }

  /// The file of the domain that is changed, or that devices are made for; `-` is standard input.
  var domain: String { into ?? attach ?? "-" }

  /// What that file is called.
  var domainName: String { domain == "-" ? "<stdin>" : domain }
}
