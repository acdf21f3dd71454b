internal import DomainModel
internal import SourceText
internal import XMLTree

extension DomainEditor {
  /// Replaces SPICE with VNC and the clipboard agent of QEMU, for hosts whose QEMU no longer supports SPICE.
  ///
  /// The channel of the SPICE agent becomes one of type `qemu-vdagent`, which the same program in the guest uses. The first SPICE
  /// display becomes a VNC display unless the domain already has one. Devices that only a SPICE client can use are removed: its other
  /// channels, USB redirection, smart cards, sound over the network. `qxl` becomes `virtio`, a port of type `spiceport` one of type
  /// `pty`.
  /// - Returns: A failure if VNC would be less secure than SPICE, or has no equivalent display.
  public func replacingSpice() -> Result<DomainEditor, RequestErrors> {
    let (displays, hasVNC) = (displays, hasVNC)
    let display = displays.first.map { SpiceDisplay($0, in: domain) }
    let vnc = hasVNC ? nil : displays.first
    let refusals =
      displays.flatMap { SpiceDisplay($0, in: domain).refusals(becomesVNC: $0 == vnc) }
      + others.compactMap(refusal(of:))
    guard refusals.isEmpty else { return .failure(RequestErrors(all: refusals)) }
    let edits =
      domain.channels.flatMap { withoutSpice(channel: $0, display) }
      + others.flatMap { withoutSpice(device: $0, becomingVNC: vnc) } + headlessDisplay
    let notes = (hasVNC ? [] : display?.notes ?? []) + others.compactMap { spiceNote($0, becomingVNC: vnc) }
    return .success(applying(edits).noting(notes))
  }

  private func withoutSpice(channel: Channel, _ display: SpiceDisplay?) -> [TextEdit] {
    switch channel.source {
    case .spicevmc:
      var changed = channel
      changed.source = .qemuVdagent(display?.agent ?? .everything)
      return domain.edits(changed)
    case .spiceport: return domain.edits(removing: channel.sourceNode)
    default: return []
    }
  }

  /// The devices of all kinds.
  private var others: [ElementNode] { domain.deviceNodes }

  private var displays: [ElementNode] { displays("spice") }

  private var hasVNC: Bool { !displays("vnc").isEmpty }

  /// A display that renders OpenGL for the VNC display, where spice has done so: video devices with 3D acceleration do not start without one.
  private var headlessDisplay: [TextEdit] {
    let nodes = displays.map { SpiceDisplay($0, in: domain) }.filter(\.hasGL)
    let vnc = displays("vnc").first ?? displays.first
    guard let display = nodes.first, let vnc, displays("egl-headless").isEmpty else { return [] }
    return domain.edits(adding: display.headless, after: vnc)
  }

  private func displays(_ type: String) -> [ElementNode] {
    domain.devices(named: .graphics).filter { domain.document.value(.type, of: $0) == type }
  }

  private func withoutSpice(device: ElementNode, becomingVNC vnc: ElementNode?) -> [TextEdit] {
    let document = domain.document
    let type = document.value("type", of: device)
    switch (document.nameText(of: device), type) {
    case ("graphics", "spice"):
      return device == vnc
        ? SpiceDisplay(device, in: domain).becomingVNC : domain.edits(removing: SourceNode(device))
    case ("redirdev", "spicevmc"), ("redirdev", "spiceport"), ("smartcard", "spicevmc"), ("smartcard", "spiceport"):
      return domain.edits(removing: SourceNode(device))
    case ("audio", "spice"): return document.edits(setting: "type", of: device, to: "none")
    case ("serial", "spiceport"), ("parallel", "spiceport"), ("console", "spiceport"):
      let sources = document.children(of: device).filter { document.nameText(of: $0) == "source" }
      return document.edits(setting: "type", of: device, to: "pty")
        + sources.flatMap { domain.edits(removing: SourceNode($0)) }
    case ("video", _): return document.children(of: device).flatMap(withoutQXL)
    default: return []
    }
  }

  /// A `<model>` of a video device.
  private func withoutQXL(_ model: ElementNode) -> [TextEdit] {
    let document = domain.document
    guard document.value("type", of: model) == "qxl" else { return [] }
    let attributes = ["ram", "vram", "vram64", "vgamem"].compactMap { document.attribute($0, of: model) }
    return document.edits(setting: "type", of: model, to: "virtio") + attributes.flatMap { domain.edits(removing: $0) }
  }
}

extension ParsedXML {
  func attribute(_ name: String, of node: ElementNode) -> XMLAttribute? {
    attributes(of: node).first { nameText(of: $0) == name }
  }

  func value(_ name: String, of node: ElementNode) -> String? {
    attribute(name, of: node).map { value(of: $0) }
  }

  /// The edits that give an attribute that is there another value.
  func edits(setting name: String, of node: ElementNode, to value: String) -> [TextEdit] {
    attribute(name, of: node).map { [TextEdit(valueRange(of: $0), with: value)] } ?? []
  }
}
