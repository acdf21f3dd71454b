public import SourceText
public import XMLTree

extension Domain {
  /// The edits that make the text say what a changed controller says; none when it says so already.
  public func edits(_ controller: Controller) -> [TextEdit] { edits(controller, named: .controller) }

  /// The edits that make the text say what a changed channel says; none when it says so already.
  public func edits(_ channel: Channel) -> [TextEdit] { edits(channel, named: .channel) }

  /// The edits that make the text say what a changed console says; none when it says so already.
  public func edits(_ console: Console) -> [TextEdit] { edits(console, named: .console) }

  /// The edits that make the text say what a changed serial port says; none when it says so already.
  public func edits(_ serial: SerialPort) -> [TextEdit] { edits(serial, named: .serial) }

  /// The edits that take a device, or a part of one, out of the text.
  public func edits(removing sourceNode: SourceNode) -> [TextEdit] {
    sourceNode.node.map { [.delete(document.rangeWithLine(of: $0))] } ?? []
  }

  /// The edits that take an attribute out of the text.
  public func edits(removing attribute: XMLAttribute) -> [TextEdit] {
    [.delete(document.rangeWithBlanks(of: attribute))]
  }

  /// The edits that write controllers behind those there are, and behind them others that the model does not describe.
  package func edits(addingControllers controllers: [Controller], others: [(XMLWriter) -> Void]) -> [TextEdit] {
    guard let devices, !(controllers.isEmpty && others.isEmpty) else { return [] }
    let texts = controllers.map { Writer.print($0, named: .controller, by: document.writer(inside: devices)) }
    let otherTexts = others.map { write in
      let writer = document.writer(inside: devices)
      write(writer)
      return writer.finish()
    }
    return insert(texts + otherTexts, named: .controller, into: devices)
  }

  /// A device that was read is patched where it stands; a new one is written behind the last of its kind.
  private func edits(_ element: some Element, named name: Name) -> [TextEdit] {
    if let node = element.sourceNode.node { return Patcher.edits(element, at: node, in: document) }
    guard let devices else { return [] }
    let text = Writer.print(element, named: name, by: document.writer(inside: devices))
    return insert([text], named: name, into: devices)
  }

  private func insert(_ texts: [String], named name: Name, into devices: ElementNode) -> [TextEdit] {
    switch insertionPoint(for: name, in: devices) {
    case nil: [document.insertion(of: texts, asFirstOf: devices)]
    case .behind(let sibling): texts.map { document.insertion(of: $0, after: sibling) }
    case .before(let sibling): texts.map { document.insertion(of: $0, before: sibling) }
    }
  }

  private enum InsertionPoint {
    case behind(ElementNode)
    case before(ElementNode)
  }

  /// Behind the last device of its kind; else where libvirt would write it among the kinds that are there. Nil when nothing is.
  private func insertionPoint(for name: Name, in devices: ElementNode) -> InsertionPoint? {
    let order: [Name] = [.emulator, .disk, .controller, .interface, .serial, .parallel, .console, .channel]
    let split = order.firstIndex(of: name).map { $0 + 1 } ?? order.endIndex
    let children = Array(document.children(of: devices))
    for kind in order[..<split].reversed() {
      if let last = children.last(where: { document.name(of: $0) == kind.xml }) { return .behind(last) }
    }
    let following = children.first { child in order[split...].contains { $0.xml == document.name(of: child) } }
    return following.map(InsertionPoint.before) ?? children.last.map(InsertionPoint.behind)
  }
}

extension Controller {
  /// The controller as libvirt writes it.
  /// - Parameter indentation: what stands before every line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .controller, by: XMLWriter(indentation: indentation))
  }
}

extension Channel {
  /// The channel as libvirt writes it.
  /// - Parameter indentation: what stands before every line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .channel, by: XMLWriter(indentation: indentation))
  }
}

extension Console {
  /// The console as libvirt writes it.
  /// - Parameter indentation: what stands before every line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .console, by: XMLWriter(indentation: indentation))
  }
}
