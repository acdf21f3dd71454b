internal import DomainModel
internal import JSONText
internal import LintRules
internal import Resolution
internal import SourceText
internal import XMLTree

/// The controllers of a domain with the ports that are plugged into them, and other channels and consoles.
struct DomainSymbols {
  private let document: CheckedDocument
  private let resolved: ResolvedDomain

  init?(_ document: CheckedDocument) {
    guard let resolved = document.result.resolved else { return nil }
    self.document = document
    self.resolved = resolved
  }

  /// The symbols: first controllers in the order of the document, each with its ports; then what has no controller in the document.
  var all: [Symbol] {
    let ports = self.ports
    let controllers = resolved.controllers.compactMap { controller -> Symbol? in
      guard let node = controller.controller.sourceNode.node else { return nil }
      let count = controller.controller.ports ?? Controller.defaultPortCount
      return symbol(
        "virtio-serial \(controller.index)", detail: count.counted("port"), kind: .controller, node,
        children: ports.filter { $0.controller == controller.index }.map(\.symbol))
    }
    let written = Set(resolved.controllers.filter { !$0.isAdded }.map(\.index))
    let others = ports.filter { port in port.controller.map { !written.contains($0) } ?? true }
    return (controllers + others.map(\.symbol)).sorted { $0.range < $1.range }
  }

  private struct Port {
    let controller: Int?
    let symbol: Symbol
  }

  private var ports: [Port] {
    let channels = resolved.channels.compactMap { channel -> Port? in
      guard let node = channel.channel.sourceNode.node else { return nil }
      let name = channel.portName ?? "channel"
      return port(name.escapedForDisplay, .channel, channel.port, channel.source.type, node)
    }
    let consoles = resolved.consoles.compactMap { console -> Port? in
      guard let node = console.console.sourceNode.node else { return nil }
      return port("console", .console, console.port, console.console.source.type, node)
    }
    return channels + consoles
  }

  private func port(
    _ name: String, _ kind: Symbol.Kind, _ address: VirtioSerialAddress?, _ type: String, _ node: ElementNode
  ) -> Port {
    let number = address?.port.map { ", port \($0)" } ?? ""
    return Port(
      controller: address.map { $0.controller ?? 0 },
      symbol: symbol(name, detail: "\(type.escapedForDisplay)\(number)", kind: kind, node))
  }

  private func symbol(
    _ name: String, detail: String, kind: Symbol.Kind, _ node: ElementNode, children: [Symbol] = []
  ) -> Symbol {
    let xml = document.result.document
    return Symbol(
      name: name, detail: detail, kind: kind, range: xml.range(of: node), selection: xml.nameRange(of: node),
      children: children.sorted { $0.range < $1.range })
  }
}

/// A part of a document that an outline shows.
struct Symbol {
  /// `SymbolKind`s.
  enum Kind: Int {
    case controller = 2
    case channel = 8
    case console = 24
  }

  let name: String
  let detail: String
  let kind: Kind
  let range: SourceRange
  let selection: SourceRange
  let children: [Symbol]

  /// As a `DocumentSymbol`.
  func tree(_ text: DocumentText) -> JSONValue {
    [
      "name": .string(name), "detail": .string(detail), "kind": .integer(kind.rawValue), "range": text.json(range),
      "selectionRange": text.json(selection), "children": .array(children.map { $0.tree(text) }),
    ]
  }

  /// As a list of `SymbolInformation`, for clients without trees.
  func list(_ text: DocumentText, uri: String, in container: String? = nil) -> [JSONValue] {
    var json: JSONObject = [
      "name": .string("\(name) (\(detail))"), "kind": .integer(kind.rawValue),
      "location": ["uri": .string(uri), "range": text.json(range)],
    ]
    if let container { json["containerName"] = .string(container) }
    return [.object(json)] + children.flatMap { $0.list(text, uri: uri, in: name) }
  }
}

extension LanguageSession {
  /// `textDocument/documentSymbol`.
  func symbols(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let symbols = DomainSymbols(document)?.all ?? []
    return .array(
      client.showsSymbolTree
        ? symbols.map { $0.tree(document.text) } : symbols.flatMap { $0.list(document.text, uri: document.uri) })
  }
}
