internal import DomainModel
internal import SourceText
internal import XMLTree

extension DomainEditor {
  /// Replaces spice by VNC and QEMU's own clipboard agent, for hosts whose QEMU has no spice any more.
  ///
  /// The spice agent's channel becomes one of type `qemu-vdagent`, which the same program in the guest serves; spice
  /// displays become VNC displays, or go where there is one already. What only a spice client could use goes:
  /// further channels of it, USB redirection, smart cards, sound over the network. `qxl` becomes `virtio`.
  public func replacingSpice() -> DomainEditor {
    applying(domain.channels.flatMap(withoutSpice(channel:)) + others.flatMap(withoutSpice(device:)))
  }

  private func withoutSpice(channel: Channel) -> [TextEdit] {
    switch channel.source {
    case .spicevmc:
      var changed = channel
      changed.source = .qemuVdagent(.everything)
      return domain.edits(changed)
    case .spiceport: return domain.edits(removing: channel.sourceNode)
    default: return []
    }
  }

  /// The devices that the model does not describe.
  private var others: [ElementNode] {
    domain.devices.map { Array(domain.document.children(of: $0)) } ?? []
  }

  private func withoutSpice(device: ElementNode) -> [TextEdit] {
    let document = domain.document
    let type = document.value("type", of: device)
    switch (document.nameText(of: device), type) {
    case ("graphics", "spice"): return withoutSpice(display: device)
    case ("redirdev", "spicevmc"), ("smartcard", "spicevmc"): return domain.edits(removing: SourceNode(device))
    case ("audio", "spice"): return document.edits(setting: "type", of: device, to: "none")
    case ("video", _): return document.children(of: device).flatMap(withoutQXL)
    default: return []
    }
  }

  /// A VNC display instead, with what both kinds have; libvirt makes the first VNC display listen where spice did.
  private func withoutSpice(display: ElementNode) -> [TextEdit] {
    let document = domain.document
    let hasVNC = others.contains {
      document.nameText(of: $0) == "graphics" && document.value("type", of: $0) == "vnc"
    }
    let isFirst = others.first { document.value("type", of: $0) == "spice" } == display
    guard !hasVNC, isFirst else { return domain.edits(removing: SourceNode(display)) }
    let attributes = ["tlsPort", "defaultMode"].compactMap { document.attribute($0, of: display) }
    let children = document.children(of: display).filter { document.nameText(of: $0) != "listen" }
    return document.edits(setting: "type", of: display, to: "vnc")
      + attributes.flatMap { domain.edits(removing: $0) } + children.flatMap { domain.edits(removing: SourceNode($0)) }
  }

  /// A `<model>` of a video device.
  private func withoutQXL(_ model: ElementNode) -> [TextEdit] {
    let document = domain.document
    guard document.value("type", of: model) == "qxl" else { return [] }
    let attributes = ["ram", "vram", "vram64", "vgamem"].compactMap { document.attribute($0, of: model) }
    return document.edits(setting: "type", of: model, to: "virtio") + attributes.flatMap { domain.edits(removing: $0) }
  }
}

extension VdagentSource {
  /// All that QEMU's clipboard agent can do.
  static let everything = VdagentSource(clipboard: Clipboard(copypaste: .yes), mouse: Mouse(mode: .client))
}

extension ParsedXML {
  fileprivate func attribute(_ name: String, of node: ElementNode) -> XMLAttribute? {
    attributes(of: node).first { nameText(of: $0) == name }
  }

  fileprivate func value(_ name: String, of node: ElementNode) -> String? {
    attribute(name, of: node).map { value(of: $0) }
  }

  /// The edits that give an attribute that is there another value.
  fileprivate func edits(setting name: String, of node: ElementNode, to value: String) -> [TextEdit] {
    attribute(name, of: node).map { [TextEdit(valueRange(of: $0), with: value)] } ?? []
  }
}
