/// A map as boxes in groups, and lines between them: what Graphviz and Mermaid draw.
struct MapGraph: Hashable, Sendable {
  /// A box.
  struct Node: Hashable, Sendable {
    /// A word of letters, digits and underscores.
    let id: String
    /// What stands in it, line by line.
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
    let host = map.ports.map { Node(id: "host_\($0.node)", lines: $0.host.lines) }
    let guest = map.ports.map { Node(id: "guest_\($0.node)", lines: $0.guest.lines(in: system)) }
    let forwardHost = map.forwards.enumerated().map { Node(id: "host_forward\($0)", lines: $1.host.lines) }
    let forwardGuest = map.forwards.enumerated().map { Node(id: "guest_forward\($0)", lines: [$1.guestAddress]) }
    let controllers = map.controllers.map { Group(label: $0.label, nodes: $0.ports.map(Node.init)) }
    groups =
      [Group(label: "host", nodes: host + forwardHost)] + controllers
      + [Group(label: "guest", nodes: guest + forwardGuest)]
    edges =
      map.ports.flatMap {
        [Edge($0.host, "host_\($0.node)", $0.node), Edge(from: $0.node, to: "guest_\($0.node)", isDirected: false)]
      }
      + map.forwards.enumerated().map { Edge($1.host, "host_forward\($0)", "guest_forward\($0)") }
  }
}

extension MapGraph.Node {
  fileprivate init(_ port: MappedPort) {
    self.init(id: port.node, lines: ["port \(port.number)"] + (port.name.map { [$0] } ?? []))
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

extension MappedPort {
  fileprivate var node: String { "port_\(controller)_\(number)" }
}

extension MappedController {
  fileprivate var label: String { "controller \(index)" + (busAddress.map { ", \($0)" } ?? "") }
}

extension HostEnd {
  fileprivate var lines: [String] { [type] + (address.map { [$0] } ?? []) + [explanation] }
}

extension GuestEnd {
  fileprivate func lines(in system: System) -> [String] {
    let name = path(in: system)
    let others = [system == .linux ? device : nil, program(in: system)].compactMap { $0 }.filter { $0 != name }
    return [name ?? "no device"] + others
  }
}
