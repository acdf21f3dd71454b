package import SourceText
internal import XMLTree

/// Where new devices of a kind are written. It is found once for any number of them.
package struct DeviceInsertion {
  private enum Point {
    case behind(ElementNode)
    case before(ElementNode)
  }

  private let name: Name
  private let devices: ElementNode
  private let document: ParsedXML
  /// Behind the last device of its kind; else where libvirt would write it among the kinds that are there. Nil when nothing is, and in a
  /// template with statements such as `{% if x %}` between the devices: only the first position is outside all of them.
  private let point: Point?

  init(of name: Name, into devices: ElementNode, of document: ParsedXML) {
    self.name = name
    self.devices = devices
    self.document = document
    guard !document.hasTemplateStatements(in: devices) else {
      point = nil
      return
    }
    let order: [Name] = [.emulator, .disk, .controller, .interface, .serial, .parallel, .console, .channel]
    let split = order.firstIndex(of: name).map { $0 + 1 } ?? order.endIndex
    let children = Array(document.children(of: devices))
    let preceding = order[..<split].reversed().lazy.compactMap { kind in
      children.last { document.name(of: $0) == kind.xml }
    }.first
    let following = children.first { child in order[split...].contains { $0.xml == document.name(of: child) } }
    point = preceding.map(Point.behind) ?? following.map(Point.before) ?? children.last.map(Point.behind)
  }

  /// Whether there is no device yet: then the devices are one edit.
  var isIntoNothing: Bool { point == nil }

  /// The edits that write a new controller.
  package func edits(_ controller: Controller) -> [TextEdit] { edits(of: controller) }

  func edits(of element: some Element) -> [TextEdit] {
    edits([Writer.print(element, named: name, by: document.writer(inside: devices))])
  }

  func edits(_ texts: [String]) -> [TextEdit] {
    switch point {
    case nil: [document.insertion(of: texts, asFirstOf: devices)]
    case .behind(let sibling): texts.map { document.insertion(of: $0, after: sibling) }
    case .before(let sibling): texts.map { document.insertion(of: $0, before: sibling) }
    }
  }
}
