internal import DomainModel
internal import Resolution

/// Compares consoles after resolution, as ``ChannelComparison`` compares channels.
struct ConsoleComparison {
  private let resolver: Resolver
  private let empty: Domain?

  init(_ domain: Domain, _ resolver: Resolver) {
    self.resolver = resolver
    empty = domain.withoutDevices
  }

  /// Whether libvirt makes the same of a console that is present as of a requested one in its location.
  func isSatisfied(_ wanted: Console, by present: Console) -> Bool {
    let wanted = wanted.taking(placeOf: present)
    if wanted == present { return true }
    // How libvirt treats other consoles depends on the machine and on the serial ports.
    guard wanted.isVirtio, present.isVirtio else { return false }
    return resolved(wanted) == resolved(present)
  }

  private func resolved(_ console: Console) -> ResolvedConsole? {
    guard var domain = empty else { return nil }
    domain.consoles = [console]
    return resolver.resolve(domain).consoles.first
  }
}

/// Finds the consoles of a domain that are equal to requested ones. Nothing else identifies a console, so each counts for one request.
struct ConsoleMatching {
  private let consoles: [Console]
  private let comparison: ConsoleComparison
  private var found: Set<Int> = []

  init(_ domain: Domain, _ resolver: Resolver) {
    consoles = domain.consoles
    comparison = ConsoleComparison(domain, resolver)
  }

  /// The index of an equal console that was not found before; nil if there is none.
  mutating func next(for wanted: Console) -> Int? {
    let index = consoles.indices.first { !found.contains($0) && comparison.isSatisfied(wanted, by: consoles[$0]) }
    if let index { found.insert(index) }
    return index
  }
}

extension Console {
  /// The console in the location of one that was read: with its port and alias unless it states its own, and with what only the running
  /// domain has.
  fileprivate func taking(placeOf present: Console) -> Console {
    var console = self
    if address.leavesPort(to: present.address) { console.address = present.address }
    console.source = source.taking(pathOf: present.source)
    console.tty = tty ?? present.tty
    console.alias = alias ?? present.alias
    console.target?.port = target?.port ?? present.target?.port
    return console
  }
}
