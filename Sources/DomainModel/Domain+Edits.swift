public import SourceText
public import XMLTree

extension Domain {
  /// The edits that update the text to a changed controller; empty if the text already matches.
  public func edits(_ controller: Controller) -> [TextEdit] { edits(controller, named: .controller) }

  /// The edits that update the text to a changed channel; empty if the text already matches.
  public func edits(_ channel: Channel) -> [TextEdit] { edits(channel, named: .channel) }

  /// The edits that update the text to a changed console; empty if the text already matches.
  public func edits(_ console: Console) -> [TextEdit] { edits(console, named: .console) }

  /// The edits that update the text to a changed serial port; empty if the text already matches.
  public func edits(_ serial: SerialPort) -> [TextEdit] { edits(serial, named: .serial) }

  /// The edits that remove a device, or a part of one, from the text.
  public func edits(removing sourceNode: SourceNode) -> [TextEdit] {
    sourceNode.node.map { [.delete(document.rangeWithLine(of: $0))] } ?? []
  }

  /// The edits that remove an attribute from the text.
  public func edits(removing attribute: XMLAttribute) -> [TextEdit] {
    [.delete(document.rangeWithBlanks(of: attribute))]
  }

  /// The edits that write controllers behind those there are, and behind them others that the model does not describe.
  package func edits(addingControllers controllers: [Controller], others: [NewElement]) -> [TextEdit] {
    guard let devices, !(controllers.isEmpty && others.isEmpty) else { return [] }
    let texts = controllers.map { Writer.print($0, named: .controller, by: document.writer(inside: devices)) }
    let otherTexts = others.map { text(of: $0, inside: devices) }
    return DeviceInsertion(of: .controller, into: devices, of: document).edits(texts + otherTexts)
  }

  /// The edits that write new devices, each kind behind those there are of it.
  package func edits(
    adding controllers: [Controller], _ consoles: [Console], _ channels: [Channel]
  ) -> [TextEdit] {
    guard let devices else { return [] }
    let kinds: [(Name, [any Element])] = [(.controller, controllers), (.console, consoles), (.channel, channels)]
    let texts = kinds.filter { !$1.isEmpty }.map { name, elements in
      (name, elements.map { Writer.print($0, named: name, by: document.writer(inside: devices)) })
    }
    let insertions = texts.map { (DeviceInsertion(of: $0, into: devices, of: document), $1) }
    guard let (first, _) = insertions.first, first.isIntoNothing else { return insertions.flatMap { $0.edits($1) } }
    return first.edits(texts.flatMap(\.1))
  }

  /// Where new controllers are written; nil for a domain without `<devices>`.
  package var controllerInsertion: DeviceInsertion? {
    devices.map { DeviceInsertion(of: .controller, into: $0, of: document) }
  }

  /// The edits that write an element behind a device.
  package func edits(adding element: NewElement, after device: ElementNode) -> [TextEdit] {
    devices.map { [document.insertion(of: text(of: element, inside: $0), after: device)] } ?? []
  }

  private func text(of element: NewElement, inside parent: ElementNode) -> String {
    let writer = document.writer(inside: parent)
    writer.write(element)
    return writer.finish()
  }

  /// A device that was read is patched where it is; a new one is written behind the last of its kind.
  private func edits(_ element: some Element, named name: Name) -> [TextEdit] {
    if let node = element.sourceNode.node { return Patcher.edits(element, at: node, in: document) }
    guard let devices else { return [] }
    return DeviceInsertion(of: name, into: devices, of: document).edits(of: element)
  }
}

extension Controller {
  /// The XML of the controller, as libvirt writes it.
  /// - Parameter indentation: the text before each line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .controller, by: XMLWriter(indentation: indentation))
  }

  /// Writes the controller among other elements.
  package func write(to xml: XMLWriter) { Writer.write(self, named: .controller, to: xml) }
}

extension Channel {
  /// The XML of the channel, as libvirt writes it.
  /// - Parameter indentation: the text before each line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .channel, by: XMLWriter(indentation: indentation))
  }

  /// Writes the channel among other elements.
  package func write(to xml: XMLWriter) { Writer.write(self, named: .channel, to: xml) }
}

extension Console {
  /// The XML of the console, as libvirt writes it.
  /// - Parameter indentation: the text before each line.
  public func xml(indentation: String = "") -> String {
    indentation + Writer.print(self, named: .console, by: XMLWriter(indentation: indentation))
  }

  /// Writes the console among other elements.
  package func write(to xml: XMLWriter) { Writer.write(self, named: .console, to: xml) }
}
