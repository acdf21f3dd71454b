internal import XMLTree

/// Where in a document the domain and its devices are.
struct DomainLocation {
  private(set) var domain: ElementNode?
  private(set) var devices: ElementNode?
  private(set) var fragment: [ElementNode] = []

  /// The elements that may follow one another without `<devices>` around them.
  static let fragmentRoots = Set([Name.controller, .serial, .parallel, .console, .channel].map(\.xml))

  /// Looks at the top level, and into what libvirt wraps domains in.
  init?(in document: ParsedXML) {
    let roots = document.roots
    for root in roots {
      switch document.name(of: root) {
      case Name.domain.xml: domain = root
      case Name.domstatus.xml, Name.domainsnapshot.xml: domain = document.child(Name.domain.xml, of: root)
      case Name.devices.xml: devices = root
      default: continue
      }
      if domain != nil || devices != nil { break }
    }
    if let domain { devices = document.child(Name.devices.xml, of: domain) }
    guard domain == nil, devices == nil else { return }
    fragment = roots.filter { Self.fragmentRoots.contains(document.name(of: $0)) }
    if fragment.isEmpty { return nil }
  }
}
