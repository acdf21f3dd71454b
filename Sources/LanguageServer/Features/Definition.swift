internal import DomainModel
internal import JSONText
internal import LintRules
internal import Resolution
internal import SourceText
internal import XMLTree

extension LanguageSession {
  /// `textDocument/definition`: from a finding to what explains it, such as the device that has the port; from a port to its controller.
  func definition(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document.text)
    let explanations = document.result.diagnostics.filter { $0.range.touches(SourceRange(at: offset)) }.flatMap(\.notes)
    var ranges = explanations.filter { $0.file == nil }.map(\.range)
    if ranges.isEmpty, let range = ControllerReferences(document)?.definition(at: offset) { ranges = [range] }
    return .array(ranges.map { ["uri": .string(document.uri), "range": document.text.json($0)] })
  }

  /// `textDocument/references`: the addresses that name the same controller.
  func references(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document.text)
    guard let references = ControllerReferences(document), let index = references.index(at: offset) else { return [] }
    return .array(
      references.ranges(of: index).map { ["uri": .string(document.uri), "range": document.text.json($0)] })
  }
}

/// The index of a virtio-serial controller and the addresses that name it.
struct ControllerReferences {
  private let xml: ParsedXML
  private let domain: Domain

  init?(_ document: CheckedDocument) {
    guard let domain = document.result.domain else { return nil }
    xml = document.result.document
    self.domain = domain
  }

  /// The index that an offset is about: that of the controller whose `index` it touches, or that which an address names.
  func index(at offset: Int) -> Int? {
    if let controller = domain.controllers.first(where: { touches($0.sourceNode, "index", offset) }) {
      return controller.index
    }
    return addresses.first { touches($0.node, "controller", offset) }?.controller
  }

  /// The range of the index, at an offset that touches one.
  func rangeOfIndex(at offset: Int) -> SourceRange? {
    let values =
      domain.controllers.map { value("index", of: $0.sourceNode) }
      + addresses.map { value("controller", of: $0.node) }
    return values.compactMap(\.self).first { $0.touches(SourceRange(at: offset)) }
  }

  /// The controller that the address around an offset names, whichever part of the address that is.
  func definition(at offset: Int) -> SourceRange? {
    let address = addresses.first { $0.node.node.map { xml.range(of: $0).touches(SourceRange(at: offset)) } ?? false }
    guard let address else { return nil }
    let controller = domain.controllers.first { $0.index == address.controller }
    return controller?.sourceNode.node.map { xml.startTagRange(of: $0) }
  }

  /// Where an index is stated: by its controller and by addresses.
  func ranges(of index: Int) -> [SourceRange] {
    let controllers = domain.controllers.filter { $0.index == index }.compactMap { value("index", of: $0.sourceNode) }
    return controllers + addresses.filter { $0.controller == index }.compactMap { value("controller", of: $0.node) }
  }

  /// The edits that give a controller another index, in its own element and in all addresses that name it.
  func edits(renaming index: Int, to new: Int) -> [TextEdit] {
    let controllers = domain.controllers.filter { $0.index == index }.flatMap { controller -> [TextEdit] in
      var controller = controller
      controller.index = new
      return domain.edits(controller)
    }
    let channels = domain.channels.flatMap { channel -> [TextEdit] in
      guard let address = channel.address?.naming(new, insteadOf: index) else { return [] }
      var channel = channel
      channel.address = address
      return domain.edits(channel)
    }
    let consoles = domain.consoles.flatMap { console -> [TextEdit] in
      guard let address = console.address?.naming(new, insteadOf: index) else { return [] }
      var console = console
      console.address = address
      return domain.edits(console)
    }
    return controllers + channels + consoles
  }

  /// Whether a controller has the index.
  func isUsed(_ index: Int) -> Bool { domain.controllers.contains { $0.index == index } }

  private var addresses: [(node: SourceNode, controller: Int)] {
    (domain.channels.map(\.address) + domain.consoles.map(\.address)).compactMap {
      address -> (node: SourceNode, controller: Int)? in
      guard let address, let port = address.virtioSerial else { return nil }
      return (address.sourceNode, port.controller ?? 0)
    }
  }

  private func touches(_ node: SourceNode, _ attribute: String, _ offset: Int) -> Bool {
    value(attribute, of: node)?.touches(SourceRange(at: offset)) ?? false
  }

  private func value(_ attribute: String, of node: SourceNode) -> SourceRange? {
    guard let node = node.node, let name = xml.name(attribute) else { return nil }
    return xml.attribute(name, of: node).map { xml.valueRange(of: $0) }
  }
}

extension Address {
  /// The address on another controller; nil for one that names a different controller.
  fileprivate func naming(_ new: Int, insteadOf index: Int) -> Address? {
    guard case .virtioSerial(var port) = kind, port.controller ?? 0 == index else { return nil }
    port.controller = new
    var address = self
    address.kind = .virtioSerial(port)
    return address
  }
}
