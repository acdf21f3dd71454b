internal import DomainModel
internal import LintRules
internal import Resolution
internal import SourceText

/// What can be written at an offset.
struct Completions {
  private let context: CursorContext
  private let facts: DomainFacts
  private let bytes: [UInt8]
  private let snippets: Bool

  /// - Parameter resolved: the domain as it last was when it was well-formed.
  init(_ bytes: [UInt8], at offset: Int, resolved: ResolvedDomain?, snippets: Bool) {
    context = CursorContext(bytes, at: offset)
    facts = DomainFacts(resolved)
    self.bytes = bytes
    self.snippets = snippets
  }

  /// The completions, the most likely first, and the offset from which they replace the text.
  var all: (start: Int, items: [CompletionItem]) {
    switch context.location {
    case .content(let start): (start, elements(behind: "<"))
    case .elementName(let start): (start, elements(behind: ""))
    case .closingTag(let start): (start, closing)
    case .attributeName(let start): (start, attributes)
    case .attributeValue(let name, let start): (start, values(of: name))
    case .other: (0, [])
    }
  }
}

// MARK: Elements

extension Completions {
  private func elements(behind opening: String) -> [CompletionItem] {
    let parents = context.parents
    if parents.last?.name == "devices" || parents.isEmpty && facts.isFragment { return devices(behind: opening) }
    guard let schema = CursorContext.schema(of: parents), let parent = parents.last else { return [] }
    return schema.children.filter { $0.isRepeated || !parent.children.contains($0.name) }.map { child in
      item(element: child, opening)
    }
      + schema.attributes.filter { $0.isText && !parent.children.contains($0.name) }.map { text in
        CompletionItem(
          text.name, .element, opening + "\(text.name)>\(stop(0))</\(text.name)>", isSnippet: snippets,
          documentation: text.documentation)
      }
  }

  /// A child with the attribute that decides over everything else in it.
  private func item(element child: ElementSchema.Child, _ opening: String) -> CompletionItem {
    let attribute = child.schema.variantAttribute.map { " \($0)='\(stop(1))'" } ?? " \(stop(1))"
    let isEmpty = child.schema.children.isEmpty && child.schema.variants.allSatisfy { $0.schema.children.isEmpty }
    let rest = isEmpty || !snippets ? "/>" : "/>\(stop(0))"
    return CompletionItem(
      child.name, .element,
      opening + child.name + (snippets || child.schema.variantAttribute != nil ? attribute : "") + rest,
      isSnippet: snippets, documentation: child.documentation)
  }

  private func devices(behind opening: String) -> [CompletionItem] {
    DeviceTemplate.all(facts).map { template in
      CompletionItem(
        template.label, template.isPreset ? .snippet : .element,
        opening + (snippets ? template.snippet : template.plain), isSnippet: snippets,
        documentation: template.documentation)
    }
  }

  private var closing: [CompletionItem] {
    context.tags.last.map { [CompletionItem($0.name, .element, "\($0.name)>", isSnippet: false, documentation: nil)] }
      ?? []
  }
}

// MARK: Attributes and values

extension Completions {
  private var attributes: [CompletionItem] {
    guard let schema = CursorContext.schema(of: context.tags), let tag = context.tags.last else { return [] }
    return schema.attributes.filter { attribute in tag[attribute.name] == nil && !attribute.isText }.map { attribute in
      CompletionItem(
        attribute.name, .attribute, "\(attribute.name)='\(stop(1))'\(stop(0))", isSnippet: snippets,
        documentation: attribute.documentation)
    }
  }

  private func values(of name: String) -> [CompletionItem] {
    guard let attribute = context.attribute(name), let tag = context.tags.last else { return [] }
    let known = attribute.words.map { word in
      CompletionItem(word, .value, word, isSnippet: false, documentation: attribute.documentation(of: word))
    }
    return known + facts.values(of: name, in: tag, parents: context.parents)
  }

  /// A tab stop; nothing for clients without snippets.
  private func stop(_ number: Int) -> String { snippets ? "$\(number)" : "" }
}
