public import XMLTree

/// The settings of a whole domain that affect its channels.
public struct DomainHeader: Hashable, Sendable {
  /// The `<domain>` element; nil for a fragment.
  public let node: ElementNode?
  /// The id of a running domain; nil if the domain is not running.
  public let id: Int?
  /// The kind of virtual machine, such as `kvm`; nil if it is not specified.
  public let type: String?
  /// The driver that the domain belongs to.
  public var driver: DomainDriver { DomainDriver(type: type) }
  /// The name of the domain; nil if it has none.
  public let name: String?
  /// The architecture of the guest, such as `x86_64`; nil for that of the host.
  public let architecture: String?
  /// The machine type, such as `pc` or `pc-q35-7.2`; nil if it is not specified.
  public let machine: String?

  init(_ document: ParsedXML, at node: ElementNode?) {
    self.node = node
    let osType = node.flatMap { document.child(Name.os.xml, of: $0) }.flatMap { document.child(Name.type.xml, of: $0) }
    id = node.flatMap { document.value(Name.id, of: $0) }.flatMap { Int($0) }
    type = node.flatMap { document.value(Name.type, of: $0) }
    name = node.flatMap { document.child(Name.name.xml, of: $0) }.map(document.text)
    architecture = osType.flatMap { document.value(Name.arch, of: $0) }
    machine = osType.flatMap { document.value(Name.machine, of: $0) }
  }
}

extension DomainHeader {
  /// The `<domain>` element of a document, also that inside of a status or snapshot.
  package static func node(in document: ParsedXML) -> ElementNode? { DomainLocation(ofDomainIn: document).domain }
}

extension ParsedXML {
  /// Whether an element has an attribute with a value.
  package func has(_ name: Name, _ value: StaticString, at node: ElementNode) -> Bool {
    attribute(name.xml, of: node).map { valueEquals($0, value) } ?? false
  }

  /// The value of the attribute `name` of an element.
  package func value(_ name: Name, of node: ElementNode) -> String? {
    attribute(name.xml, of: node).map { value(of: $0) }
  }
}
