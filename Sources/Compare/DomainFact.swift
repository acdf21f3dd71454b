/// One thing about a domain that depends on the versions of libvirt and QEMU.
struct DomainFact: Hashable, Sendable {
  let kind: DomainDifference.Kind
  /// What it is about: `channel 'org.example.0'`.
  let subject: String
}

/// What is known of a domain under one pair of versions, in order.
struct DomainFacts: Sendable {
  private(set) var order: [DomainFact] = []
  private(set) var values: [DomainFact: String] = [:]

  subscript(fact: DomainFact) -> String? { values[fact] }

  mutating func add(_ kind: DomainDifference.Kind, _ subject: String, _ value: String?) {
    guard let value else { return }
    let fact = DomainFact(kind: kind, subject: subject)
    if values.updateValue(value, forKey: fact) == nil { order.append(fact) }
  }
}
