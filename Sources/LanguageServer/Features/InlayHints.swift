internal import DomainModel
internal import JSONText
internal import LintRules
internal import Resolution
internal import SourceText
internal import Topology
internal import XMLTree

/// What libvirt fills in, shown behind the start tags that leave it out.
struct InlayHints {
  private let document: CheckedDocument
  private let resolved: ResolvedDomain

  init?(_ document: CheckedDocument) {
    guard let resolved = document.result.resolved else { return nil }
    self.document = document
    self.resolved = resolved
  }

  /// The hints in the order of the document.
  var all: [(offset: Int, text: String)] {
    (controllers + channels + consoles).sorted { $0.offset < $1.offset }
  }

  private var controllers: [(offset: Int, text: String)] {
    let mapped = ChannelMap(resolved).controllers
    return resolved.controllers.compactMap { controller in
      guard let node = controller.controller.sourceNode.node else { return nil }
      let written = resolved.domain.controllers.first { $0.sourceNode.node == node }
      let index = written?.index == nil ? "index='\(controller.index)'" : nil
      let bus = mapped.first { $0.index == controller.index }?.busAddress
      let address = written?.address == nil ? bus.map { "at \($0)" } : nil
      return hint([index, address], behind: node)
    }
  }

  private var channels: [(offset: Int, text: String)] {
    zip(resolved.channels, resolved.domain.channels).compactMap { channel, written in
      hint([missingPort(channel.port, in: written.address)], behind: channel.channel.sourceNode.node)
    }
  }

  private var consoles: [(offset: Int, text: String)] {
    let assigned = resolved.portAssignment().consoles
    return zip(zip(resolved.consoles, resolved.domain.consoles), assigned).compactMap { console, assigned in
      let port = console.0.port ?? assigned.map { VirtioSerialAddress(controller: $0.controller, port: $0.number) }
      return hint([missingPort(port, in: console.1.address)], behind: console.0.console.sourceNode.node)
    }
  }

  private func missingPort(_ port: VirtioSerialAddress?, in written: Address?) -> String? {
    guard let port, let number = port.port, written?.virtioSerial?.port != number else { return nil }
    return "controller \(port.controller ?? 0), port \(number)"
  }

  private func hint(_ words: [String?], behind node: ElementNode?) -> (offset: Int, text: String)? {
    let text = words.compactMap(\.self).joined(separator: " ")
    guard let node, !text.isEmpty else { return nil }
    return (document.result.document.startTagRange(of: node).upperBound, text)
  }
}

extension LanguageSession {
  /// `textDocument/inlayHint`.
  func inlayHints(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let range = document.text.range(params["range"]) ?? document.file.wholeRange
    let hints = InlayHints(document)?.all ?? []
    return .array(
      hints.filter { range.touches(SourceRange(at: $0.offset)) }.map { hint in
        [
          "position": document.text.position(of: hint.offset).json, "label": .string(hint.text), "paddingLeft": true,
          "tooltip": "what libvirt or QEMU assigns",
        ]
      })
  }
}
