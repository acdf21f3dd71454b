internal import SourceText

/// What the domains of a run claim of their host, in a few numbers each: a run may have very many.
///
/// What must be equal for a collision is kept as a hash of 64 bits with the random key of the process, which no input can aim at. Two of
/// a million claims are equal by chance less than once in ten million runs.
struct ClaimTable {
  /// What is claimed. Claims of different kinds never collide.
  enum Kind: UInt8 { case socket, port, file }

  /// A claim of a domain.
  struct Claim {
    /// What must be equal for a collision.
    let key: UInt64
    /// The domain's index.
    let domain: UInt32
    fileprivate let start: UInt32
    fileprivate let count: UInt32
    let kind: Kind
    /// The rules between domains that comments suppress there.
    let silenced: SilencedRules

    /// The value that makes the claim.
    var range: SourceRange { SourceRange(Int(start), Int(start) + Int(count)) }
  }

  private struct Domain {
    let nameEnd: Int
    let nameHash: UInt32
    let file: UInt32
  }

  /// A name that a path of a domain contains.
  private struct ContainedName {
    let hash: UInt32
    let file: UInt32
  }

  /// The claims, in the order of the run.
  private var claims: [Claim] = []
  private var domains: [Domain] = []
  /// The names of the domains, one after another.
  private var names: [UInt8] = []
  private var containedNames: [ContainedName] = []
  /// The hosts of the claims of ports that are not for all addresses, in the order of claims.
  private var hosts: [(claim: UInt32, host: UInt64)] = []

  /// Memory is reserved in advance: it is used only as it is filled, and a growing array needs the old memory and the new.
  init(files: Int) {
    domains.reserveCapacity(files)
    claims.reserveCapacity(2 * files)
    names.reserveCapacity(16 * files)
    containedNames.reserveCapacity(4 * files)
  }

  /// Adds what a file's domain claims.
  mutating func add(_ facts: DomainClaims, file: Int) {
    let domain = UInt32(truncatingIfNeeded: domains.count)
    let file = UInt32(truncatingIfNeeded: file)
    names += facts.domain.utf8
    let hash = UInt32(truncatingIfNeeded: Self.hash(facts.domain))
    domains.append(Domain(nameEnd: names.count, nameHash: hash, file: file))
    for claim in facts.claims {
      if let host = claim.resource.host { hosts.append((UInt32(truncatingIfNeeded: claims.count), Self.hash(host))) }
      claims.append(
        Claim(
          key: Self.hash(claim.resource.onAnyHost), domain: domain,
          start: UInt32(truncatingIfNeeded: claim.range.lowerBound),
          count: UInt32(truncatingIfNeeded: claim.range.upperBound - claim.range.lowerBound), kind: claim.resource.kind,
          silenced: claim.silenced))
      for name in claim.namesOfOthers(than: facts.domain) {
        containedNames.append(ContainedName(hash: UInt32(truncatingIfNeeded: Self.hash(name)), file: file))
      }
    }
  }

  /// A claim by its number, in the order of the run.
  subscript(number: UInt32) -> Claim { claims[Int(number)] }

  private static func hash(_ value: some Hashable) -> UInt64 { UInt64(truncatingIfNeeded: value.hashValue) }
}

// MARK: Domains

extension ClaimTable {
  /// The file of the domain that makes a claim.
  func file(of claim: UInt32) -> Int { Int(domains[Int(self[claim].domain)].file) }

  /// A number that is the same for claims of domains of one name.
  func nameKey(of claim: UInt32) -> UInt64 { Self.hash(name(of: claim)) }

  /// The name of the domain that makes a claim.
  func name(of claim: UInt32) -> String {
    let domain = Int(self[claim].domain)
    return String(
      decoding: names[(domain > 0 ? domains[domain - 1].nameEnd : 0)..<domains[domain].nameEnd], as: UTF8.self)
  }

  /// The files whose domains are named in paths of others, and those of these paths, in order. A few others may be among them.
  var filesNamingOthers: [Int] {
    let contained = Set(containedNames.lazy.map(\.hash))
    let named = domains.filter { contained.contains($0.nameHash) }
    guard !named.isEmpty else { return [] }
    let hashes = Set(named.lazy.map(\.nameHash))
    let naming = containedNames.lazy.filter { hashes.contains($0.hash) }.map { Int($0.file) }
    return Set(named.map { Int($0.file) } + naming).sorted()
  }
}

// MARK: Collisions

extension ClaimTable {
  /// The groups of claims of one kind that collide, of several domains each, by their numbers in order.
  func collisions(_ kind: Kind) -> [[UInt32]] {
    var sorted = Array(claims.indices.lazy.filter { claims[$0].kind == kind }.map { UInt32(truncatingIfNeeded: $0) })
    sorted.sort { (self[$0].key, $0) < (self[$1].key, $1) }
    var groups: [[UInt32]] = []
    var rest = sorted[...]
    while let first = rest.first {
      let equal = rest.prefix { self[$0].key == self[first].key }
      rest = rest[equal.endIndex...]
      guard hasSeveralDomains(equal) else { continue }
      groups += kind == .port ? byAddress(equal).filter(hasSeveralDomains) : [Array(equal)]
    }
    return groups.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  private func hasSeveralDomains(_ group: some Collection<UInt32>) -> Bool {
    guard group.count > 1, let first = group.first else { return false }
    let name = nameKey(of: first)
    return group.contains { nameKey(of: $0) != name }
  }

  /// Claims of one port as groups, each with those that collide with one before them. No address means all of them.
  private func byAddress(_ claims: ArraySlice<UInt32>) -> [[UInt32]] {
    var groups: [[UInt32]] = []
    var groupOfHost: [UInt64: Int] = [:]
    var meetsAll = false
    for claim in claims {
      let host = host(of: claim)
      let joined = meetsAll || host == nil && !groups.isEmpty ? 0 : host.flatMap { groupOfHost[$0] }
      if host == nil { meetsAll = true }
      if let joined {
        groups[joined].append(claim)
      } else {
        if let host { groupOfHost[host] = groups.count }
        groups.append([claim])
      }
    }
    return groups
  }

  private func host(of claim: UInt32) -> UInt64? {
    let index = hosts.partitioningIndex { $0.claim >= claim }
    return index < hosts.count && hosts[index].claim == claim ? hosts[index].host : nil
  }
}

extension HostClaim.Resource {
  fileprivate var kind: ClaimTable.Kind {
    switch self {
    case .socket: .socket
    case .port: .port
    case .file: .file
    }
  }

  /// The address of a port that is not for all addresses of the host.
  fileprivate var host: String? {
    guard case .port(_, let host?, _) = self, !["", "0.0.0.0", "::"].contains(host) else { return nil }
    return host
  }
}
