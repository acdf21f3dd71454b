internal import SourceText

extension ChannelMap {
  /// The map as a Mermaid flowchart.
  public func mermaid(for system: GuestEnd.System = .linux) -> String {
    let graph = MapGraph(self, system)
    let groups = graph.groups.enumerated().map { $1.mermaid(number: $0) }.joined()
    let edges = graph.edges.map { "  \($0.from) \($0.isDirected ? "-->" : "---") \($0.to)\n" }.joined()
    return "flowchart LR\n\(groups)\(edges)"
  }
}

extension MapGraph.Group {
  fileprivate func mermaid(number: Int) -> String {
    let nodes = nodes.map { "    \($0.id)[\(quoted($0.lines))]\n" }.joined()
    return "  subgraph group\(number) [\(quoted([label]))]\n\(nodes)  end\n"
  }
}

/// Mermaid takes HTML and has entities of its own.
private func quoted(_ lines: [String]) -> String {
  let escaped = lines.map { $0.escapedForDisplay.map { entities[$0] ?? "\($0)" }.joined() }
  return "\"\(escaped.joined(separator: "<br>"))\""
}

private let entities: [Character: String] = [
  "\"": "#quot;", "#": "#35;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "\\": "#92;", "`": "#96;",
]
