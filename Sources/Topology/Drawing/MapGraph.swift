/// A map as boxes in groups, and lines between them: what Graphviz and Mermaid draw.
struct MapGraph: Hashable, Sendable {
  /// A box.
  struct Node: Hashable, Sendable {
    /// An identifier of letters, digits and underscores.
    let id: String
    /// What is in it, line by line.
    let lines: [String]
  }

  /// Boxes that belong together.
  struct Group: Hashable, Sendable {
    let label: String
    let nodes: [Node]
  }

  /// A line.
  struct Edge: Hashable, Sendable {
    let from: String
    let to: String
    /// Whether it shows who connects to whom.
    let isDirected: Bool
  }

  let groups: [Group]
  let edges: [Edge]

  init(_ map: ChannelMap, _ system: GuestEnd.System) {
    let ways = Array(map.ways.enumerated())
    let host = ways.map { Node(id: "host_\($0)", lines: $1.host.lines) }
    let guest = ways.map { Node(id: "guest_\($0)", lines: $1.guestLines(in: system)) }
    let controllers = map.waysByController.map { controller, ways in
      Group(label: controller.label, nodes: zip(ways.indices, ways).map(Node.init))
    }
    let others = ways.filter { $1.isApart && $1.kind != .forward }.map(Node.init)
    groups =
      [Group(label: "host", nodes: host)] + controllers
      + (others.isEmpty ? [] : [Group(label: "serial and parallel ports", nodes: others)])
      + [Group(label: "guest", nodes: guest)]
    edges = ways.flatMap { index, way in
      way.kind == .forward
        ? [Edge(way.host, "host_\(index)", "guest_\(index)")]
        : [
          Edge(way.host, "host_\(index)", "way_\(index)"),
          Edge(from: "way_\(index)", to: "guest_\(index)", isDirected: false),
        ]
    }
  }
}

extension MapGraph.Node {
  fileprivate init(_ index: Int, _ way: WayIn) {
    let lines = way.isApart ? [way.id, way.model] : ["port \(way.number ?? 0)", way.name]
    self.init(id: "way_\(index)", lines: lines.compactMap(\.self) + (way.fault == nil ? [] : ["refused"]))
  }
}

extension MapGraph.Edge {
  /// The line between the host and something of QEMU: it points to who is connected to.
  fileprivate init(_ end: HostEnd, _ host: String, _ other: String) {
    let isOutgoing = end.role == .connects
    self.init(
      from: isOutgoing ? other : host, to: isOutgoing ? host : other, isDirected: isOutgoing || end.role == .listens)
  }
}

extension MappedController {
  fileprivate var label: String { "controller \(index)" + (busAddress.map { ", \($0)" } ?? "") }
}

extension HostEnd {
  fileprivate var lines: [String] { [type] + (address.map { [$0] } ?? []) + [explanation] }
}

extension WayIn {
  fileprivate func guestLines(in system: GuestEnd.System) -> [String] {
    let name = path(in: system)
    let others = [system == .linux ? device : nil, program(in: system)].compactMap { $0 }.filter { $0 != name }
    return [name ?? "no device"] + others
  }
}
