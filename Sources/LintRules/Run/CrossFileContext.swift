internal import SourceText

/// The input of rules that compare domains. Files that contain the same domain, such as a snapshot of it, count as
/// one.
struct CrossFileContext {
  /// What all domains claim.
  let table: ClaimTable
  /// Reads what the domain of a file claims.
  let read: (Int) -> DomainClaims?

  /// The domains that are named in paths of others, and those of these paths, in the order of the run. These few are read again.
  var domainsNamingOthers: [(file: Int, claims: DomainClaims)] {
    table.filesNamingOthers.compactMap { file in read(file).map { (file, $0) } }
  }
}

/// A claim and the domain that makes it.
struct OwnedClaim {
  /// The number of the domain's file.
  let file: Int
  let owner: DomainClaims
  let claim: HostClaim
}
