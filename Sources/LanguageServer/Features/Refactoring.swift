internal import DomainModel
internal import Generation
internal import LintRules
internal import Resolution
internal import SourceText
internal import XMLTree

/// Changes of a whole domain that are offered where the cursor is.
struct Refactoring {
  private let document: CheckedDocument

  init(_ document: CheckedDocument) { self.document = document }

  /// The changes that are offered for a range.
  func actions(at range: SourceRange) -> [CodeAction] {
    guard document.result.document.problems.isEmpty, let domain = document.result.domain,
      case .success(let editor) = DomainEditor.open(document.file, versions: document.checker.settings.versions)
    else { return [] }
    return [addingAgent(domain, editor), replacingSpice(domain, editor, at: range)].compactMap(\.self)
  }

  /// A channel for QEMU's guest agent, in a domain that has none.
  private func addingAgent(_ domain: Domain, _ editor: DomainEditor) -> CodeAction? {
    let preset = Preset.guestAgent
    let names = preset.devices.compactMap(\.channelName)
    guard !domain.channels.contains(where: { $0.name.map(names.contains) ?? false }) else { return nil }
    return action("add a guest agent channel", editor.inserting(preset.devices))
  }

  /// QEMU's own clipboard agent instead of that of spice, offered on what belongs to spice.
  private func replacingSpice(_ domain: Domain, _ editor: DomainEditor, at range: SourceRange) -> CodeAction? {
    let isOfSpice = domain.deviceNodes.contains { device in
      domain.document.range(of: device).touches(range) && usesSpice(device, domain.document)
    }
    guard isOfSpice else { return nil }
    return action("replace SPICE with VNC and a qemu-vdagent channel", editor.replacingSpice())
  }

  private func usesSpice(_ device: ElementNode, _ document: ParsedXML) -> Bool {
    let type = document.name("type").flatMap { document.attribute($0, of: device) }.map { document.value(of: $0) }
    return ["spicevmc", "spiceport", "spice"].contains(type)
  }

  private func action(_ title: String, _ result: Result<DomainEditor, RequestErrors>) -> CodeAction? {
    switch result {
    case .failure(let errors): return CodeAction(title, .rewrite, [], disabledReason: errors.description)
    case .success(let changed):
      let edits = TextEdit.edits(from: document.file.bytes, to: changed.file.bytes)
      return edits.isEmpty ? nil : CodeAction(title, .rewrite, edits)
    }
  }
}

extension VirtioSerialDevice {
  /// The name of a channel's port in the guest.
  var channelName: String? {
    if case .channel(let channel) = self { channel.name } else { nil }
  }
}
