/// Counts the namespaces in scope: for every name libxml2 searches through all of them.
struct NamespaceScopes {
  private var scopes: [(depth: Int, count: Int)] = []
  private var total = 0

  /// Notes the declarations of an element and says how many are in scope then.
  mutating func declare(_ count: Int, at depth: Int) -> Int {
    scopes.append((depth, count))
    total += count
    return total
  }

  /// Forgets what the element at a depth declared.
  mutating func leave(_ depth: Int) {
    guard let last = scopes.last, last.depth == depth else { return }
    total -= last.count
    scopes.removeLast()
  }
}
