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

  /// Claims that an earlier claim of another domain is in the way of, both told by `key`; nil leaves a claim out.
  func collisions<Key: Hashable>(
    _ key: (HostClaim.Resource) -> Key?, where collide: (OwnedClaim, OwnedClaim) -> Bool = { _, _ in true }
  ) -> [(later: OwnedClaim, earlier: OwnedClaim)] {
    var seen: [Key: [OwnedClaim]] = [:]
    return claims.compactMap { claim in
      guard let key = key(claim.claim.resource) else { return nil }
      let earlier = seen[key]?.first { $0.owner.domain != claim.owner.domain && collide(claim, $0) }
      seen[key, default: []].append(claim)
      return earlier.map { (claim, $0) }
    }
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
