/// Picks the files of a run whose domains may get into each other's way, so that a ``RunLinter`` looks at these alone. Of the others
/// it keeps a few numbers: a run may have very many files.
///
/// What must be equal for a rule to find something is kept as a hash. That two are equal by chance costs a second look and no more.
public struct CrossFileFilter: Sendable {
  /// Something that a file says.
  private struct Mark {
    let hash: UInt32
    let file: UInt32
  }

  private var domains: [Mark] = []
  private var claims: [Mark] = []
  /// The names that paths carry.
  private var names: [Mark] = []

  /// Makes a sieve that knows no file yet.
  /// - Parameter files: how many there will be, as far as it is known.
  public init(files: Int = 0) { domains.reserveCapacity(files) }

  /// Takes the facts of a file, if there are any, under its number in the run.
  public mutating func add(_ facts: DomainClaims?, file: Int) {
    guard let facts else { return }
    func mark(_ value: some Hashable) -> Mark {
      Mark(hash: UInt32(truncatingIfNeeded: value.hashValue), file: UInt32(truncatingIfNeeded: file))
    }
    domains.append(mark(facts.domain))
    for claim in facts.claims {
      claims.append(mark(claim.resource.onAnyHost))
      for name in claim.namesOfOthers(than: facts.domain) { names.append(mark(name)) }
    }
  }

  /// The numbers of the files that must be compared, in order.
  public mutating func files() -> [Int] {
    claims.sort { ($0.hash, $0.file) < ($1.hash, $1.file) }
    return Set((contested + borrowed).map { Int($0.file) }).sorted()
  }

  /// The claims that several files make; `claims` are sorted.
  private var contested: [Mark] {
    let meetings = zip(claims, claims.dropFirst()).lazy.filter { $0.hash == $1.hash && $0.file != $1.file }
    let hashes = Set(meetings.map(\.0.hash))
    return claims.filter { hashes.contains($0.hash) }
  }

  /// The domains whose names paths of others carry, and these paths.
  private var borrowed: [Mark] {
    let carried = Set(names.lazy.map(\.hash))
    let owners = domains.filter { carried.contains($0.hash) }
    let hashes = Set(owners.map(\.hash))
    return owners + names.filter { hashes.contains($0.hash) }
  }
}
