internal import DomainModel
internal import SourceText

extension DomainEditor {
  /// Removes the channels with some names from the domain. A name that does not exist is a note, so that removing the same channels again
  /// changes nothing.
  public func removing(channelsNamed names: [String]) -> DomainEditor {
    let missing = names.filter { name in !domain.channels.contains { $0.name == name } }.map(noSuchChannel)
    let channels = domain.channels.filter { $0.name.map(names.contains) ?? false }
    return applying(channels.flatMap { domain.edits(removing: $0.sourceNode) }).noting(missing)
  }

  private func noSuchChannel(_ name: String) -> String {
    let known = domain.channels.compactMap(\.name)
    let near = known.nearest(to: name).map { "did you mean '\($0.escapedForDisplay)'?" }
    let advice =
      near ?? (known.isEmpty ? nil : "existing channels: \(known.map(\.escapedForDisplay).joined(separator: ", "))")
    let fact = "no channel is named '\(name.escapedForDisplay)', so nothing was removed"
    return advice.map { "\(fact); \($0)" } ?? fact
  }
}
