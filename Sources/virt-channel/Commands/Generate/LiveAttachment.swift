internal import Files
internal import LibvirtHost
internal import VirtChannel

/// A device at a port that is free wherever a domain of a libvirt gets it: in the running domain, at its next start, or both.
struct LiveAttachment {
  let attachment: DomainEditor.Attachment
  /// What gets the device: of what was asked for, what does not have it yet.
  let affected: LibvirtHost.Affected

  /// Chooses the port.
  static func choose(
    _ device: VirtioSerialDevice, for live: LiveDomain, _ affected: LibvirtHost.Affected, replacing: Bool,
    _ open: ([UInt8]) throws(FileError) -> Result<DomainEditor, RequestErrors>
  ) throws -> Result<LiveAttachment, RequestErrors> {
    var sides: [(isLive: Bool, editor: DomainEditor, attachment: DomainEditor.Attachment)] = []
    for isLive in affected.configurations(of: live.domain) {
      switch try open(live.host.host.xml(of: [live.domain], live: isLive)[0].get()) {
      case .failure(let errors): return .failure(errors)
      case .success(let editor):
        switch editor.attaching(device, replacing: replacing) {
        case .failure(let errors): return .failure(errors)
        case .success(let attachment): sides.append((isLive, editor, attachment))
        }
      }
    }
    let lacking = sides.filter { !$0.attachment.isThere }
    guard let first = lacking.first ?? sides.first else {
      throw HostError("the domain is not running and has no persistent configuration")
    }
    guard !lacking.isEmpty else {
      return .success(LiveAttachment(attachment: first.attachment, affected: affected))
    }
    let reserved = lacking.dropFirst().flatMap { $0.editor.occupiedPorts(without: device) }
    let rest: LibvirtHost.Affected = lacking.count > 1 ? .both : first.isLive ? .live : .config
    return first.editor.attaching(device, replacing: replacing, reserving: reserved).map {
      LiveAttachment(attachment: $0, affected: rest)
    }
  }
}
