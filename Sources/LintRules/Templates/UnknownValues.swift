internal import DomainModel
internal import SourceText
internal import XMLTree

/// The values of a document that are unknown: those with template markers, and a machine type that does not exist.
struct UnknownValues {
  /// One of them.
  struct Value {
    /// Where it is written.
    let range: SourceRange
    let place: Place
    /// The name of the attribute, or of the element whose text it is.
    let name: String
    let element: String
    let text: String
    /// Whether it is a template marker, or holds one.
    let isTemplate: Bool

    /// Whether nothing of it is known: no rule judges it. Of a path, a name or a host, the text around markers is known.
    var isOpen: Bool { isTemplate && (!Self.freeForms.contains(name) || TemplateMarker.leavesNothing(of: text)) }

    private static let freeForms: Set = ["path", "file", "name", "host"]
  }

  enum Place {
    case attribute(XMLAttribute)
    case text(ElementNode)
  }

  private(set) var values: [Value] = []
  /// The markers between elements, such as `{{ devices }}`: what a template adds there.
  private(set) var insertions: [SourceRange] = []
  /// The names of the elements to which a template adds something.
  private var openNames: [SourceRange] = []
  /// These, and the open values.
  private var openRanges = OutermostRanges([])

  /// Those with template markers.
  var templates: [Value] { values.filter(\.isTemplate) }

  /// Whether everything is known.
  var isEmpty: Bool { values.isEmpty && insertions.isEmpty }

  init(in document: ParsedXML, of domain: Domain?) {
    if document.mayBeTemplate {
      addTemplates(of: document)
      openRanges = OutermostRanges(openNames + values.filter(\.isOpen).map(\.range))
    }
    guard let domain, let machine = domain.unknownMachine else { return }
    add(machine, Name.type.text, document, isTemplate: false)
  }

  private mutating func addTemplates(of document: ParsedXML) {
    for index in 0..<Int32(document.nodeCount) {
      let node = ElementNode(index: index)
      for attribute in document.attributes(of: node)
      where !TemplateMarker.ranges(in: document.valueBytes(of: attribute), limit: 1).isEmpty {
        add(attribute, document.nameText(of: node), document, isTemplate: true)
      }
      var children = document.children(of: node)
      children.next() == nil ? addText(of: node, document) : addInsertions(into: node, document)
    }
  }

  private mutating func addText(of node: ElementNode, _ document: ParsedXML) {
    guard let range = document.textRange(of: node), !range.isEmpty else { return }
    let text = document.text(of: node)
    guard TemplateMarker.occurs(in: text) else { return }
    let name = document.nameText(of: node)
    values.append(Value(range: range, place: .text(node), name: name, element: name, text: text, isTemplate: true))
  }

  private mutating func addInsertions(into node: ElementNode, _ document: ParsedXML) {
    guard TemplateMarker.occurs(in: document.text(of: node)) else { return }
    let added = document.gaps(in: node).flatMap(document.templateInsertions)
    guard !added.isEmpty else { return }
    insertions += added
    openNames.append(document.nameRange(of: node))
  }

  private mutating func add(_ attribute: XMLAttribute, _ element: String, _ document: ParsedXML, isTemplate: Bool) {
    values.append(
      Value(
        range: document.valueRange(of: attribute), place: .attribute(attribute),
        name: document.nameText(of: attribute), element: element, text: document.value(of: attribute),
        isTemplate: isTemplate))
  }

  /// Whether what is found at a range depends on what a template leaves open.
  func leavesOpen(_ range: SourceRange) -> Bool { openRanges.contains(range) }

  /// Documents that the template can produce. A finding that all of them have does not depend on an unknown value.
  ///
  /// Each is created when it is needed, as each is several times as large as its text.
  func possibleDocuments(of document: ParsedXML) -> some Sequence<ParsedXML> {
    (0..<(values.isEmpty ? 0 : PossibleValue.count)).lazy.map { world in
      var attributes: [XMLAttribute: String] = [:]
      var texts: [ElementNode: String] = [:]
      for (number, value) in values.enumerated() {
        let text = PossibleValue(of: value, number: number, world: world).text
        switch value.place {
        case .attribute(let attribute): attributes[attribute] = text
        case .text(let node): texts[node] = text
        }
      }
      return document.replacing(attributes, texts: texts)
    }
  }
}

extension UnknownValues {
  /// The template values that the options of our devices can depend on: those of the machine, of our devices, and the addresses and
  /// models of others.
  func needed(in document: ParsedXML) -> [(text: String, range: SourceRange)] {
    templates.filter { isNeeded($0, in: document) }.map { value in
      switch value.place {
      case .attribute: ("\(value.name)='\(value.text)'", value.range)
      case .text: ("<\(value.name)>\(value.text.filter { $0 != "\n" })</\(value.name)>", value.range)
      }
    }
  }

  private func isNeeded(_ value: Value, in document: ParsedXML) -> Bool {
    switch value.place {
    case .text(let node):
      let name = document.name(of: node)
      return name == Name.devices.xml || isOurs(name)
        || name == Name.name.xml && isRoot(document.parent(of: node), document)
    case .attribute(let attribute):
      guard let node = document.element(of: attribute) else { return false }
      if document.name(of: node) == Name.type.xml { return true }
      var ancestor: ElementNode? = node
      while let element = ancestor {
        if isOurs(document.name(of: element)) { return true }
        ancestor = document.parent(of: element)
      }
      return document.name(of: node) == Name.address.xml
        || [Name.type, .model, .bus].map(\.xml).contains(document.name(of: attribute))
    }
  }

  private func isOurs(_ name: XMLName) -> Bool {
    [Name.controller, .channel, .console, .serial].map(\.xml).contains(name)
  }

  private func isRoot(_ node: ElementNode?, _ document: ParsedXML) -> Bool {
    node.map { document.name(of: $0) == Name.domain.xml } ?? false
  }
}
