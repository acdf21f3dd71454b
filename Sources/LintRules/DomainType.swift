internal import DomainModel
internal import XMLTree

extension ParsedXML {
  /// The attribute that selects the driver of the domain; nil for a document without one.
  var domainType: XMLAttribute? {
    DomainHeader.node(in: self).flatMap { attribute(Name.type.xml, of: $0) }
  }

  /// The driver that the domain belongs to.
  var domainDriver: DomainDriver { DomainDriver(type: domainType.map(value)) }
}
