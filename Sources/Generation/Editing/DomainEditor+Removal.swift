internal import DomainModel
internal import SourceText

extension DomainEditor {
  /// Removes the channels with some names from the domain. It fails if a name does not exist.
  public func removing(channelsNamed names: [String]) -> Result<DomainEditor, RequestErrors> {
    let requestErrors = names.filter { name in !domain.channels.contains { $0.name == name } }.map(noSuchChannel)
    guard requestErrors.isEmpty else { return .failure(RequestErrors(all: requestErrors)) }
    let channels = domain.channels.filter { $0.name.map(names.contains) ?? false }
    return .success(applying(channels.flatMap { domain.edits(removing: $0.sourceNode) }))
  }

  private func noSuchChannel(_ name: String) -> RequestError {
    let known = domain.channels.compactMap(\.name)
    let help = known.nearest(to: name).map { "did you mean '\($0.escapedForDisplay)'?" }
    return RequestError(
      at: .none, "no channel is named '\(name.escapedForDisplay)'",
      help: help
        ?? (known.isEmpty ? nil : "existing channels: \(known.map(\.escapedForDisplay).joined(separator: ", "))"))
  }
}
