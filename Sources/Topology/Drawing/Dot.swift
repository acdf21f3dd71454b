internal import SourceText

extension ChannelMap {
  /// The map in the DOT language of Graphviz.
  public func dot(for system: GuestEnd.System = .linux) -> String {
    let graph = MapGraph(self, system)
    let clusters = graph.groups.enumerated().map { $1.dot(number: $0) }.joined()
    let edges = graph.edges.map { "  \($0.from) -> \($0.to)\($0.isDirected ? "" : " [dir=none]")\n" }.joined()
    return """
      digraph channels {
        rankdir=LR
        node [shape=box, style=rounded, fontname="sans-serif", fontsize=11]
      \(clusters)\(edges)}

      """
  }
}

extension MapGraph.Group {
  fileprivate func dot(number: Int) -> String {
    let nodes = nodes.map { "    \($0.id) [label=\(quoted($0.lines))]\n" }.joined()
    return "  subgraph cluster_\(number) {\n    label=\(quoted([label]))\n\(nodes)  }\n"
  }
}

private func quoted(_ lines: [String]) -> String {
  let escaped = lines.map { line in
    line.escapedForDisplay.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
  }
  return "\"\(escaped.joined(separator: "\\n"))\""
}
