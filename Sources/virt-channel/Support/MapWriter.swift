internal import Files
internal import HostPage
internal import JSONText
internal import LintRules
internal import SourceText
internal import Topology

/// Prints maps, one after another.
struct MapWriter {
  let format: Map.Format
  let guest: GuestEnd.System
  /// The way in that is shown alone; nil for all.
  let channel: String?
  /// Whether there can be several domains, so that each one is named.
  let isSeveral: Bool
  private var values: [JSONValue] = []
  private var page: [MappedDomain] = []

  init(format: Map.Format, guest: GuestEnd.System, channel: String?, isSeveral: Bool) {
    self.format = format
    self.guest = guest
    self.channel = channel
    self.isSeveral = isSeveral
  }

  mutating func write(_ domain: MappedDomain, _ streams: inout Streams) throws {
    switch format {
    case .table: try writeTable(domain, &streams)
    case .json where isSeveral: values.append(json(domain))
    case .json: streams.output.write(domain.map.json.text(.pretty) + "\n")
    case .jsonl: streams.output.write(json(domain).text() + "\n")
    case .svg: streams.output.write(domain.map.svg(for: guest))
    case .dot: streams.output.write(domain.map.dot(for: guest))
    case .mermaid: streams.output.write(domain.map.mermaid(for: guest))
    case .html: page.append(domain)
    }
  }

  func end(_ streams: inout Streams) {
    if format == .html { streams.output.write(HostPage(page.withClashes, for: guest).html) }
    if format == .json, isSeveral { streams.output.write(JSONValue.array(values).text(.pretty) + "\n") }
  }

  private func json(_ domain: MappedDomain) -> JSONValue {
    guard case .object(let members) = domain.map.json else { return domain.map.json }
    var all: JSONObject = ["file": .string(domain.input.file.name)]
    for member in members.members { all[member.key] = member.value }
    return .object(all)
  }

  private func writeTable(_ domain: MappedDomain, _ streams: inout Streams) throws {
    if isSeveral { streams.output.write("\(domain.title.escapedForDisplay)\n") }
    guard let channel else { return Self.writeTable(domain.map, for: guest, &streams) }
    do throws(Unreachable) {
      let ways = [try domain.map.way(called: channel)]
      Self.write(ChannelMap.rows(of: ways, for: guest), &streams)
    } catch {
      throw FileError(domain.input.file.name, "\(error.description): \(error.help)")
    }
  }

  /// Prints the map as a table, which is what the command does without an option.
  static func writeTable(_ map: ChannelMap, for guest: GuestEnd.System = .linux, _ streams: inout Streams) {
    write(map.rows(for: guest), &streams)
    streams.output.flush()
    for remark in map.remarks { streams.errors.write("\(remark.escapedForDisplay)\n") }
  }

  private static func write(_ rows: [[String]], _ streams: inout Streams) {
    let width = Terminal.isOutput ? Terminal.width : nil
    for line in TextTable(rows, width: width).lines { streams.output.write("\(line)\n") }
  }
}

extension [MappedDomain] {
  /// The domains for a page, with what is found between them.
  fileprivate var withClashes: [HostPage.Domain] {
    var between = RunLinter(files: count)
    for domain in self { between.add(domain.input.checked.facts) }
    let clashes = Dictionary(between.findings().map { ($0.file, $0.findings) }) { first, _ in first }
    return map { domain in
      var shown = HostPage.Domain(domain.map, in: domain.input.file, findings: domain.input.checked.diagnostics)
      shown.clashes = clashes[domain.input.file.name] ?? []
      return shown
    }
  }
}

extension MappedDomain {
  /// The domain's name and where it was read: `vm (domains/vm.xml):`.
  fileprivate var title: String {
    guard let name = map.domain, name != input.file.name else { return "\(input.file.name):" }
    return "\(name) (\(input.file.name)):"
  }
}
