internal import XMLTree

/// What is known of a domain before its devices are read, and what never changes. It is a class because domains are copied often.
@usableFromInline final class DomainOutline: Sendable {
  @usableFromInline let header: DomainHeader
  /// All `<devices>` elements.
  let deviceLists: [ElementNode]
  /// Further `<domain>` elements of a snapshot, checkpoint or status document, which libvirt ignores.
  let ignoredDomains: [ElementNode]
  /// The elements of devices of all kinds, in order.
  let deviceNodes: [ElementNode]
  /// The names of these elements.
  let deviceNames: NameSet
  /// These elements, those of each name together, in the order of the numbers of the names.
  let nodesByName: [ElementNode]
  /// The numbers of their names, in this order.
  let sortedNames: [Int32]

  init(_ document: ParsedXML, _ place: DomainLocation) {
    header = DomainHeader(document, at: place.domain)
    deviceLists = place.devices
    ignoredDomains = place.ignoredDomains
    deviceNodes = place.deviceNodes(in: document)
    deviceNames = NameSet(deviceNodes.lazy.map { document.name(of: $0) })
    var keys = deviceNodes.map { Int64(document.name(of: $0).id) << 32 | Int64($0.index) }
    keys.sort()
    nodesByName = keys.map { ElementNode(index: Int32(truncatingIfNeeded: $0)) }
    sortedNames = keys.map { Int32(truncatingIfNeeded: $0 >> 32) }
  }
}
