public import SourceText
public import XMLTree

extension Domain {
  /// The edits that make the text say what a changed controller says; none when it says so already.
  public func edits(_ controller: Controller) -> [TextEdit] { edits(controller, named: .controller) }

  /// The edits that make the text say what a changed channel says; none when it says so already.
  public func edits(_ channel: Channel) -> [TextEdit] { edits(channel, named: .channel) }

  /// The edits that make the text say what a changed console says; none when it says so already.
  public func edits(_ console: Console) -> [TextEdit] { edits(console, named: .console) }

  /// The edits that take a device, or a part of one, out of the text.
  public func edits(removing origin: Origin) -> [TextEdit] {
    origin.node.map { [.delete(document.rangeWithLine(of: $0))] } ?? []
  }

  /// The edits that take an attribute out of the text.
  public func edits(removing attribute: XMLAttribute) -> [TextEdit] {
    [.delete(document.rangeWithBlanks(of: attribute))]
  }

  /// The edits that write a controller the model does not describe behind the last of its kind.
  /// - Parameter write: writes the element.
  package func edits(addingController write: (XMLWriter) -> Void) -> [TextEdit] {
    guard let devices else { return [] }
    let indentation = document.childIndentation(of: devices)
    let writer = indentation.map { XMLWriter(indentation: $0, lineEnd: document.lineEnd) } ?? XMLWriter(lineEnd: "")
    write(writer)
    return insert(writer.finish(), named: .controller, into: devices)
  }

  /// A device that was read is patched where it stands; a new one is written behind the last of its kind.
  private func edits(_ element: some Element, named name: Name) -> [TextEdit] {
    if let node = element.origin.node { return Patcher.edits(element, at: node, in: document) }
    guard let devices else { return [] }
    let text = Writer.print(
      element, named: name, indentation: document.childIndentation(of: devices), lineEnd: document.lineEnd)
    return insert(text, named: name, into: devices)
  }

  private func insert(_ text: String, named name: Name, into devices: XMLNode) -> [TextEdit] {
    guard let sibling = lastSibling(of: name, in: devices) else {
      return [document.insertion(of: [text], asFirstOf: devices)]
    }
    return [document.insertion(of: text, after: sibling)]
  }

  /// The last device of a kind, or of the kinds libvirt writes before it.
  private func lastSibling(of name: Name, in devices: XMLNode) -> XMLNode? {
    let children = Array(document.children(of: devices))
    let order: [Name] = [.controller, .serial, .parallel, .console, .channel]
    let kinds = order.prefix(through: order.firstIndex(of: name) ?? 0).reversed()
    for kind in kinds {
      if let last = children.last(where: { document.name(of: $0) == kind.xml }) { return last }
    }
    return children.last
  }
}

extension Controller {
  /// The controller as libvirt writes it.
  /// - Parameter indentation: what stands before every line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .controller, indentation: indentation)
  }
}

extension Channel {
  /// The channel as libvirt writes it.
  /// - Parameter indentation: what stands before every line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .channel, indentation: indentation)
  }
}

extension Console {
  /// The console as libvirt writes it.
  /// - Parameter indentation: what stands before every line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .console, indentation: indentation)
  }
}
