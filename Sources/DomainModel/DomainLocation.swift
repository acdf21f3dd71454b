internal import XMLTree

/// Where in a document the domain and its devices are.
struct DomainLocation {
  private(set) var domain: ElementNode?
  /// Further domains beside that one, which libvirt does not read.
  private(set) var ignoredDomains: [ElementNode] = []
  /// The `<devices>` elements. libvirt reads those of all of them.
  private(set) var devices: [ElementNode] = []
  private(set) var fragment: [ElementNode] = []

  /// The elements that may follow one another without `<devices>` around them.
  static let fragmentRoots = Set([Name.controller, .serial, .parallel, .console, .channel].map(\.xml))
  /// The elements that libvirt wraps domains in.
  private static let wrappers = Set([Name.domstatus, .domainsnapshot, .domaincheckpoint].map(\.xml))

  /// Looks for a domain, or devices without one.
  init?(in document: ParsedXML) {
    readRoots(document)
    if let domain { devices = document.children(of: domain).filter { document.name(of: $0) == Name.devices.xml } }
    guard domain == nil, devices.isEmpty else { return }
    fragment = document.roots.filter { Self.fragmentRoots.contains(document.name(of: $0)) }
    if fragment.isEmpty { return nil }
  }

  /// Looks for a domain only.
  init(ofDomainIn document: ParsedXML) { readRoots(document) }

  /// Looks at the top level, and into what libvirt wraps domains in.
  private mutating func readRoots(_ document: ParsedXML) {
    for root in document.roots where domain == nil && devices.isEmpty {
      let name = document.name(of: root)
      if name == Name.domain.xml { domain = root }
      if name == Name.devices.xml { devices = [root] }
      if Self.wrappers.contains(name) { readWrapper(root, document) }
    }
  }

  /// The elements of devices, in order.
  func deviceNodes(in document: ParsedXML) -> [ElementNode] {
    guard !devices.isEmpty else { return fragment }
    var nodes: [ElementNode] = []
    nodes.reserveCapacity(min(document.nodeCount, 32))
    for list in devices { nodes += document.children(of: list) }
    return nodes
  }

  private mutating func readWrapper(_ root: ElementNode, _ document: ParsedXML) {
    let domains = document.children(of: root).filter { document.name(of: $0) == Name.domain.xml }
    domain = domains.first
    ignoredDomains = Array(domains.dropFirst())
  }
}
