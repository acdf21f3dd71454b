internal import JSONText
internal import SourceText

/// The files of a run that were not checked: those that are not domain XML, and domains of other libvirt drivers than QEMU's.
public struct SkippedFiles: Hashable, Sendable {
  /// The number of skipped files.
  public private(set) var count = 0
  /// The number of skipped files with a domain of another driver, by the type of the domain.
  public private(set) var domainTypes: [String: Int] = [:]

  /// Creates an empty count.
  public init() {}

  /// Counts a file.
  /// - Parameter domainType: The type of its domain, such as `lxc`; nil if it contains none.
  public mutating func add(domainType: String?) {
    count += 1
    if let domainType { domainTypes[domainType, default: 0] += 1 }
  }

  /// The numbers by type.
  var json: JSONValue {
    .object(byType.reduce(into: JSONObject()) { $0[$1.type] = .integer($1.count) })
  }

  /// The types, the most frequent first.
  private var byType: [(type: String, count: Int)] {
    domainTypes.map { (type: $0.key, count: $0.value) }.sorted { (-$0.count, $0.type) < (-$1.count, $1.type) }
  }
}

extension SkippedFiles: CustomStringConvertible {
  /// `3 skipped (lxc 2, xen 1)`.
  public var description: String {
    let types = byType.map { "\($0.type.escapedForDisplay) \($0.count)" }.joined(separator: ", ")
    return "\(count) skipped" + (types.isEmpty ? "" : " (\(types))")
  }
}
