internal import ArgumentParser
internal import Files
internal import Topology

/// `virt-channel map`.
struct Map: Command {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract:
      "Show every way into a guest: channels, consoles, serial and parallel ports, on the host and in the guest.",
    discussion: """
      ALIAS is the name that `virsh console --devname` takes. Sockets that libvirt makes up have ID where the number of the running \
      domain stands. Linux numbers devices by all virtio devices of the guest, so the N of /dev/vportNpM depends on the whole domain; \
      the links in /dev/virtio-ports do not. A device that libvirt or QEMU refuses is marked, and the others are shown.

        virt-channel map vm.xml
        virt-channel map --guest windows vm.xml
        virt-channel map --channel serial0 vm.xml
        virt-channel map --format svg vm.xml > vm.svg
        virt-channel map --format jsonl /etc/libvirt/qemu
        virt-channel map --format html -c --all > host.html
      """)

  @Argument(help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "path"), completion: .file())
  var paths: [String] = []

  @Option(help: "The form of the map.")
  var format = Format.table

  @Option(help: "The guest's system.")
  var guest = GuestEnd.System.linux

  @Option(help: ArgumentHelp("Show this way in alone, by its name, alias or port number.", valueName: "name"))
  var channel: String?

  @OptionGroup var domain: DomainOptions

  /// The forms of a map.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, jsonl, svg, dot, mermaid, html

    /// Whether it shows one domain at a time.
    var isPicture: Bool { [.svg, .dot, .mermaid].contains(self) }
  }

  func validate() throws {
    if channel != nil, format != .table { throw ValidationError("--channel goes with --format table.") }
    if paths.count > 1, format.isPicture {
      throw ValidationError("--format \(format.rawValue) shows one domain; name one file.")
    }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    var reader = MapReader(domain)
    let inputs = try reader.inputs(paths, streams)
    if format.isPicture, inputs.all.count > 1 {
      throw ValidationError("--format \(format.rawValue) shows one domain, not \(inputs.all.count).")
    }
    var writer = MapWriter(format: format, guest: guest, channel: channel, isSeveral: reader.isSeveral)
    for input in inputs.all {
      guard !Interruption.isRequested else { break }
      if let mapped = try reader.read(input, &streams) { try writer.write(mapped, &streams) }
    }
    writer.end(&streams)
    return reader.status
  }
}
