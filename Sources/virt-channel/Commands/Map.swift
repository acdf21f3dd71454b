internal import ArgumentParser
internal import DomainModel
internal import Files
internal import JSONText
internal import Resolution
internal import Topology

/// `virt-channel map`.
struct Map: Command {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Show where each channel and virtio console appears: on the host, on its controller, in the guest.",
    discussion: """
      Sockets that libvirt makes up have ID where the number of the running domain stands. Linux numbers devices by all \
      virtio devices of the guest, so the N of /dev/vportNpM depends on the whole domain; the links in /dev/virtio-ports do not.

        virt-channel map vm.xml
        virt-channel map --guest windows vm.xml
        virt-channel map --format svg vm.xml > vm.svg
      """)

  @Argument(help: "The file; - or nothing is standard input.", completion: .file())
  var file: String?

  @Option(help: "The form of the map.")
  var format = Format.table

  @Option(help: "The guest's system.")
  var guest = GuestEnd.System.linux

  @OptionGroup var domain: DomainOptions

  /// The forms of a map.
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, svg, dot, mermaid }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    try domain.read(file, &streams) { _, resolved, streams in
      write(ChannelMap(resolved, runningAs: resolved.domain.header.id), &streams)
      return .clean
    }
  }

  /// Prints the map as a table, which is what the command does without an option.
  static func writeTable(_ map: ChannelMap, for guest: GuestEnd.System = .linux, _ streams: inout Streams) {
    for line in TextTable(map.rows(for: guest)).lines { streams.output.write("\(line)\n") }
    for remark in map.remarks { streams.errors.write("\(remark)\n") }
  }

  private func write(_ map: ChannelMap, _ streams: inout Streams) {
    switch format {
    case .table: Self.writeTable(map, for: guest, &streams)
    case .json: streams.output.write(map.json.text(.pretty) + "\n")
    case .svg: streams.output.write(map.svg(for: guest))
    case .dot: streams.output.write(map.dot(for: guest))
    case .mermaid: streams.output.write(map.mermaid(for: guest))
    }
  }
}
