internal import Compare
internal import JSONText
internal import Resolution
internal import SourceText

/// What a comparison found for several domains.
struct ComparisonReport {
  private let comparison: DomainComparison
  private var domains: [(name: String, differences: [DomainDifference])] = []

  init(_ comparison: DomainComparison) { self.comparison = comparison }

  mutating func add(_ name: String, _ differences: [DomainDifference]) { domains.append((name, differences)) }

  /// Whether nothing changes.
  var isEmpty: Bool { domains.allSatisfy(\.differences.isEmpty) }

  /// A table for each domain that changes, then the causes and what to do.
  var text: String {
    let changed = domains.filter { !$0.differences.isEmpty }
    let tables = changed.map { "\($0.name.escapedForDisplay)\n\(table($0.differences))\n\n" }.joined()
    let all = changed.flatMap(\.differences)
    let causes = unique(all.flatMap(\.causes).map(\.text)).map { "\($0)\n" }.joined()
    let helps = unique(all.compactMap { difference in difference.help.map { "\(difference.kind.rawValue): \($0)" } })
    let count = domains.count == 1 ? "1 domain" : "\(domains.count) domains"
    return tables + causes + helps.map { "help: \($0)\n" }.joined()
      + "\(changed.count) of \(count) \(changed.count == 1 ? "changes" : "change") from \(comparison.from.pair) to \(comparison.to.pair)\n"
  }

  private func table(_ differences: [DomainDifference]) -> String {
    let rows = differences.map { difference in
      [
        difference.kind.rawValue, difference.subject, difference.before ?? "-", difference.after ?? "-",
        difference.causes.map(\.version).joined(separator: ", "),
      ]
    }
    return TextTable([["WHAT", "OF", "BEFORE", "AFTER", "SINCE"]] + rows).text
  }

  private func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// The same for programs.
  var json: JSONValue {
    [
      "from": .string(comparison.from.pair), "to": .string(comparison.to.pair),
      "domains": .array(
        domains.map { ["domain": .string($0.name), "differences": .array($0.differences.map(\.json))] }),
    ]
  }
}

extension DomainDifference {
  fileprivate var json: JSONValue {
    var members: JSONObject = ["kind": .string(kind.rawValue), "of": .string(subject)]
    members["before"] = before.map(JSONValue.string)
    members["after"] = after.map(JSONValue.string)
    members["since"] = .array(causes.map(\.json))
    members["help"] = help.map(JSONValue.string)
    return .object(members)
  }
}

extension DomainDifference.Cause {
  /// `libvirt 9.7.0`.
  fileprivate var version: String { libvirt.map { "libvirt \($0)" } ?? "QEMU \(qemu?.description ?? "")" }

  fileprivate var text: String {
    let sentences = changes.map(\.summary)
    return version + (sentences.isEmpty ? "" : ": " + sentences.joined(separator: "; "))
  }

  fileprivate var json: JSONValue {
    var members: JSONObject = [:]
    members["libvirt"] = libvirt.map { .string($0.description) }
    members["qemu"] = qemu.map { .string($0.description) }
    members["changes"] = .array(changes.map { ["name": .string($0.name), "summary": .string($0.summary)] })
    return .object(members)
  }
}
