internal import ArgumentParser
internal import Files
internal import Topology

/// `virt-channel map`.
struct Map: Command {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract:
      "Print the channels, consoles, serial and parallel ports of domains, with their host and guest ends.",
    discussion: """
      ALIAS is the name for `virsh console --devname`. In the socket paths that libvirt generates, ID is the id of the \
      running domain. Linux numbers all virtio devices of the guest in one sequence, so the N in /dev/vportNpM depends on the \
      whole domain; the links in /dev/virtio-ports do not. A device that libvirt or QEMU refuses is marked; the others are \
      still printed.

        virt-channel map vm.xml
        virt-channel map --guest windows vm.xml
        virt-channel map --channel serial0 vm.xml
        virt-channel map --format svg vm.xml > vm.svg
        virt-channel map --format jsonl /etc/libvirt/qemu
        virt-channel map --format html -c --all > host.html
      """)

  @Argument(
    help: ArgumentHelp(
      "Files or directories, or - for standard input, the default if it is not a terminal.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(help: "Output format.")
  var format = Format.table

  @Option(help: "Operating system of the guest.")
  var guest = GuestEnd.System.linux

  @Option(help: ArgumentHelp("Print only this device, given by its name, alias or port number.", valueName: "name"))
  var channel: String?

  @OptionGroup var domain: DomainOptions

  /// The forms of a map.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, jsonl, svg, dot, mermaid, html

    /// Whether it shows one domain at a time.
    var isPicture: Bool { [.svg, .dot, .mermaid].contains(self) }
  }

  func validate() throws {
    if channel != nil, format != .table { throw ValidationError("--channel requires --format table") }
    if paths.count > 1, format.isPicture {
      throw ValidationError("--format \(format.rawValue) shows one domain: give one file")
    }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    var reader = MapReader(domain)
    let inputs = try reader.inputs(paths, streams)
    if format.isPicture, inputs.all.count > 1 {
      throw ValidationError("--format \(format.rawValue) shows one domain, not \(inputs.all.count)")
    }
    var writer = MapWriter(format: format, guest: guest, channel: channel, isSeveral: reader.isSeveral)
    for (done, input) in inputs.all.enumerated() {
      if streams.endRun(after: done, of: reader.counted(inputs.all.count)) { break }
      if let mapped = try reader.read(input, &streams) { try writer.write(mapped, &streams) }
    }
    writer.end(&streams)
    inputs.complain(&streams)
    return reader.status
  }
}
