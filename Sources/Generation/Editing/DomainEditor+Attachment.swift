public import DomainModel
internal import Resolution
public import SourceText
internal import XMLTree

extension DomainEditor {
  /// A device that can be attached to the running domain, and the domain with this device.
  public struct Attachment: Sendable {
    /// The device, at a port of a controller that the domain has.
    public let device: VirtioSerialDevice
    /// The domain with the device.
    public let result: DomainEditor
    /// Whether the domain already has the device, so that nothing needs to be attached.
    public let isThere: Bool
    /// The channel of the same name that must be detached first; nil if there is none.
    public let replaced: VirtioSerialDevice?

    /// The findings that the device causes.
    public var remarks: [Diagnostic] { result.newRemarks }

    /// The errors that the device causes at other devices: the domain keeps running with it, but does not start again.
    public var errorsAtNextStart: [Diagnostic] {
      let own = result.range(of: device)
      return remarks.filter { error in error.severity == .error && !(own.map { $0.contains(error.range) } ?? false) }
    }
  }

  /// Where a device is that was put into the domain.
  private func range(of device: VirtioSerialDevice) -> SourceRange? {
    let node: ElementNode?? =
      switch device {
      case .controller: nil
      case .channel(let channel): domain.channels.first { $0.name == channel.name }?.sourceNode.node
      case .console: domain.consoles.last?.sourceNode.node
      }
    return (node ?? nil).map { domain.document.range(of: $0) }
  }

  /// Prepares a device for `virsh attach-device` on the running domain.
  ///
  /// A controller cannot be attached, so the domain must have one with a free port; otherwise libvirt leaves a
  /// phantom in the XML of the domain (`qemuDomainAttachChrDevice`, "no virtio-serial controllers are available").
  /// - Parameters:
  ///   - replacing: Whether a channel of the same name may be detached for the new one.
  ///   - reserved: Ports that must not be used although they are free in the running domain, such as those of its next start.
  public func attaching(
    _ device: VirtioSerialDevice, replacing: Bool = false, reserving reserved: [VirtioSerialAddress] = []
  ) -> Result<Attachment, RequestErrors> {
    if isTemplate { return .failure(templateRefusal.alone) }
    return switch device {
    case .controller: .failure(controllerRefusal.alone)
    case .console(let console) where !console.isVirtio: .failure(serialConsole.alone)
    case .console(let console): attaching(console, reserved)
    case .channel(let channel) where !channel.isVirtio: attachment(of: device)
    case .channel(let channel): attaching(channel, replacing: replacing, reserved)
    }
  }

  private func attachment(
    of device: VirtioSerialDevice, insteadOf present: Channel? = nil
  ) -> Result<Attachment, RequestErrors> {
    inserting([device], replacing: present != nil, repeatingConsoles: true).flatMap { result in
      .success(
        Attachment(
          device: device, result: result, isThere: result.file.bytes == file.bytes,
          replaced: present.map(VirtioSerialDevice.channel)))
    }
  }

  private func attaching(
    _ console: Console, _ reserved: [VirtioSerialAddress]
  ) -> Result<Attachment, RequestErrors> {
    let ports = AttachablePorts(domain, resolver, reserving: reserved)
    let wanted = console.address?.virtioSerial
    var console = console
    switch ports.location(isConsole: true, stating: wanted) {
    case .port(let port)?: console.address = Address(.virtioSerial(port))
    case .assignedByQEMU?: console.address = nil
    case nil: return .failure(noPort(ports, stating: wanted).alone)
    }
    return attachment(of: .console(console))
  }

  private func attaching(
    _ channel: Channel, replacing: Bool, _ reserved: [VirtioSerialAddress]
  ) -> Result<Attachment, RequestErrors> {
    let present = domain.channels.first { $0.isVirtio && $0.name != nil && $0.name == channel.name }
    if let present, isSatisfied(channel, by: present) || !replacing { return attachment(of: .channel(channel)) }
    let ports = AttachablePorts(domain, resolver, reserving: reserved, without: present)
    var wanted = (channel.address ?? present?.address)?.virtioSerial
    // On a channel port 0 means that libvirt chooses.
    if wanted?.port == 0 { wanted?.port = nil }
    guard case .port(let port)? = ports.location(isConsole: false, stating: wanted) else {
      return .failure(noPort(ports, stating: wanted).alone)
    }
    var channel = channel
    channel.address = Address(.virtioSerial(port))
    return attachment(of: .channel(channel), insteadOf: present)
  }
}

extension DomainEditor {
  /// The ports of the devices when the domain starts, except that of a channel with the name of this device.
  public func occupiedPorts(without device: VirtioSerialDevice) -> [VirtioSerialAddress] {
    let assigned = resolver.resolve(domain).portAssignment()
    var own: VirtioSerialAddress?
    if case .channel(let channel) = device, let name = channel.name,
      let index = domain.channels.firstIndex(where: { $0.isVirtio && $0.name == name })
    {
      own = assigned.channels[index].map { VirtioSerialAddress(controller: $0.controller, port: $0.number) }
    }
    return assigned.ports.map { VirtioSerialAddress(controller: $0.controller, port: $0.number) }.filter { $0 != own }
  }
}

// MARK: Refusals

extension DomainEditor {
  private var templateRefusal: RequestError {
    RequestError(at: .none, "the file looks like a template, which leaves the ports open", help: "render it first")
  }

  private var controllerRefusal: RequestError {
    RequestError(
      at: .none, "a virtio-serial controller cannot be attached to a running domain",
      help: "add it with --into, then restart the domain")
  }

  /// Source: libvirt `qemuDomainChrPreInsert`, "attaching serial console is not supported".
  private var serialConsole: RequestError {
    RequestError(
      at: .none, "only a virtio console can be attached to a running domain",
      help: "use --target virtio, or add it with --into, then restart the domain")
  }

  private func noPort(_ ports: AttachablePorts, stating wanted: VirtioSerialAddress?) -> RequestError {
    if wanted?.port != nil, ports.controllers.contains(where: { $0.index == wanted?.controller }) {
      return RequestError(
        at: .none, ports.lack(stating: wanted), help: "use a free port, or omit it to let virt-channel choose one")
    }
    let lack = ports.controllers.isEmpty ? "the domain has no virtio-serial controller" : ports.lack(stating: wanted)
    return RequestError(
      at: .none, "\(lack), and none can be attached to a running domain",
      help:
        "add one with 'virt-channel generate controller --index \(wanted?.controller ?? domain.unusedControllerIndex) --into "
        + "\(file.name.escapedForDisplay) --write', and restart the domain")
  }
}
