internal import SourceText

/// What rules look at that compare domains. Files that hold the same domain, a snapshot of it say, count as one.
struct CrossFileContext {
  let facts: [DomainClaims]

  init(_ facts: [DomainClaims]) { self.facts = facts }

  /// The domains by name, each where it came first.
  var domains: [String: DomainClaims] {
    Dictionary(facts.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every claim with its owner, in the order of the run.
  var claims: [OwnedClaim] { facts.flatMap { facts in facts.claims.map { OwnedClaim(owner: facts, claim: $0) } } }

  /// The groups of claims of several domains that collide, each in the order of the run. Claims collide only when `key` is the same for
  /// both; nil leaves a claim out.
  func collisions<Key: Hashable>(
    _ key: (HostClaim.Resource) -> Key?, where collide: (OwnedClaim, OwnedClaim) -> Bool = { _, _ in true }
  ) -> [[OwnedClaim]] {
    var groups: [[OwnedClaim]] = []
    var indices: [Key: [Int]] = [:]
    for claim in claims {
      guard let key = key(claim.claim.resource) else { continue }
      let joined = indices[key, default: []].first { index in groups[index].contains { collide(claim, $0) } }
      if let joined {
        groups[joined].append(claim)
      } else {
        indices[key, default: []].append(groups.count)
        groups.append([claim])
      }
    }
    return groups.filter { group in group.contains { $0.owner.domain != group[0].owner.domain } }
  }
}

/// A claim and the file whose domain makes it.
struct OwnedClaim {
  let owner: DomainClaims
  let claim: HostClaim

  /// A note that points to the claim.
  func note(_ message: String) -> Diagnostic.Note {
    Diagnostic.Note(message, at: claim.range, in: owner.file)
  }
}
