internal import DomainModel

extension Preset {
  /// The table of all presets with their purpose and requirements.
  public static var table: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { $0.lines(indentedBy: width + 2) }.joined(separator: "\n\n")
  }

  private func lines(indentedBy width: Int) -> String {
    let margin = String(repeating: " ", count: width)
    let title = name + String(repeating: " ", count: width - name.count) + summary
    let kinds = devices.map { "\($0.kind.rawValue) of type \($0.source?.type ?? "")" }
    let names = devices.compactMap(\.nameForTheGuest)
    let what =
      Set(kinds).sorted().joined(separator: ", ") + (names.isEmpty ? "" : " named " + names.joined(separator: ", "))
    return [title, margin + "what: " + what, margin + "host: " + host, margin + "guest: " + guest].joined(
      separator: "\n")
  }
}
