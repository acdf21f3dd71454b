internal import DomainModel
internal import SourceText
internal import XMLTree

/// The elements of libvirt's QEMU namespace in a domain, such as `<qemu:commandline>`. libvirt ignores those whose prefix is not bound.
struct QEMUNamespace {
  private let document: ParsedXML
  private let domain: ElementNode
  private let found: [ElementNode]

  /// Nil when the domain has none.
  init?(_ document: ParsedXML, of domain: ElementNode?) {
    // Every domain is read, and few have it.
    guard document.namespaces.contains(Name.qemuNamespace), let node = domain else { return nil }
    found = document.children(of: node).filter { child in
      let words = document.nameText(of: child).split(separator: ":")
      return words.count == 2 && [child, node].contains { document.binds(words[0], at: $0) }
    }
    guard !found.isEmpty else { return nil }
    self.document = document
    self.domain = node
  }

  /// The children of the domain that have a name in the namespace.
  func elements(_ name: String) -> [ElementNode] { found.filter { isCalled(name, $0) } }

  /// The children of an element of the namespace that have a name in it.
  func children(_ name: String, of node: ElementNode) -> [ElementNode] {
    document.children(of: node).filter { isCalled(name, $0) }
  }

  /// The value of an attribute, and where it is; nil without it.
  func value(_ name: String, of node: ElementNode) -> (text: String, range: SourceRange)? {
    let attribute = document.attributes(of: node).first { document.nameText(of: $0) == name }
    return attribute.map { (document.value(of: $0), document.valueRange(of: $0)) }
  }

  private func isCalled(_ name: String, _ node: ElementNode) -> Bool {
    document.nameText(of: node).split(separator: ":").dropFirst().last.map { $0 == name } ?? false
  }
}

extension ParsedXML {
  /// Whether an element binds a prefix to libvirt's QEMU namespace.
  fileprivate func binds(_ prefix: Substring, at node: ElementNode) -> Bool {
    let range = startTagRange(of: node)
    let tag = String(decoding: file.bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
    return ["'", "\""].contains { tag.contains("xmlns:\(prefix)=\($0)\(Name.qemuNamespace)\($0)") }
  }
}
