public import XMLTree

extension Domain {
  /// Creates a parser for domain XML, which can parse several files one after another.
  public static func parser(limits: XMLLimits = XMLLimits()) -> XMLTextParser {
    XMLTextParser(vocabulary: Name.vocabulary, limits: limits, fragments: DomainLocation.fragmentRoots)
  }
}
