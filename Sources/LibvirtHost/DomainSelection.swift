internal import Posix
internal import SourceText

/// The selection of domains of a host.
package struct DomainSelection: Sendable {
  private let patterns: [String]
  private let onlyRunning: Bool

  /// Domains by name, UUID, id or a pattern with `*`, `?` and `[...]`; without any, all.
  package init(_ patterns: [String], onlyRunning: Bool) {
    self.patterns = patterns
    self.onlyRunning = onlyRunning
  }

  /// The selected domains, in the order of the patterns and each once.
  /// - Throws: when a pattern matches none.
  package func domains(of host: HostFacts) throws(HostError) -> [HostDomain] {
    let all = host.domains
    guard !patterns.isEmpty else { return all.filter(isWanted) }
    var chosen: [HostDomain] = []
    var seen: Set<String> = []
    for pattern in patterns {
      let found = Self.match(pattern, all)
      if found.isEmpty { throw Self.unknown(pattern, host) }
      chosen += found.filter { isWanted($0) && seen.insert($0.uuid).inserted }
    }
    return chosen
  }

  private func isWanted(_ domain: HostDomain) -> Bool { !onlyRunning || domain.id != nil }

  private static func match(_ pattern: String, _ all: [HostDomain]) -> [HostDomain] {
    if let named = all.first(where: { $0.name == pattern }) { return [named] }
    if let identified = all.first(where: { $0.uuid == pattern.lowercased() }) { return [identified] }
    if let id = Int(pattern), let running = all.first(where: { $0.id == id }) { return [running] }
    return all.filter { FilePath.pattern(pattern, matches: $0.name) }
  }

  private static func unknown(_ pattern: String, _ host: HostFacts) -> HostError {
    let near = host.domains.map(\.name).nearest(to: pattern).map { "; did you mean '\($0.escapedForDisplay)'?" } ?? ""
    return HostError("no domain '\(pattern.escapedForDisplay)' on \(host.uri.escapedForDisplay)\(near)")
  }
}
