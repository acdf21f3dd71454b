public import XMLTree

extension Domain {
  /// A parser for domain XML: it knows the names of the model ahead, and is reused from file to file.
  public static func parser(limits: XMLLimits = XMLLimits()) -> XMLTextParser {
    XMLTextParser(vocabulary: Name.vocabulary, limits: limits, fragments: DomainLocation.fragmentRoots)
  }
}
