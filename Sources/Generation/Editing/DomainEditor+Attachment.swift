internal import DomainModel
internal import Resolution
internal import SourceText

extension DomainEditor {
  /// A device that is ready to be plugged into the running domain, and the domain with it.
  public struct Attachment: Sendable {
    /// The device, at a port of a controller that the domain has.
    public let device: VirtioSerialDevice
    /// The domain with the device.
    public let result: DomainEditor
  }

  /// Makes a device fit for `virsh attach-device` on the domain, which runs.
  ///
  /// A controller cannot be plugged in later, so there must be one with a free port; where libvirt finds none, it leaves a
  /// phantom in the domain's XML (`qemuDomainAttachChrDevice`, "no virtio-serial controllers are available").
  public func attaching(_ device: VirtioSerialDevice) -> Result<Attachment, RequestErrors> {
    switch device {
    case .controller:
      .failure(
        RequestError(
          at: .none, "a virtio-serial controller cannot be plugged into a running domain",
          help: "put it into the domain with --into, and start the domain anew"
        ).alone)
    case .channel(let channel) where !channel.isVirtio: attachment(of: device)
    case .console(let console) where !console.isVirtio: attachment(of: device)
    case .channel(let channel): attachment(among: portsOnControllers(channel.address) { seated(channel, at: $0) })
    case .console(let console): attachment(among: portsOnControllers(console.address) { seated(console, at: $0) })
    }
  }

  private func attachment(of device: VirtioSerialDevice) -> Result<Attachment, RequestErrors> {
    inserting([device]).flatMap { result in
      guard result.file.bytes != file.bytes else {
        return .failure(RequestError(at: .none, "the domain has this device already").alone)
      }
      return .success(Attachment(device: device, result: result))
    }
  }

  private func attachment(among devices: [VirtioSerialDevice]) -> Result<Attachment, RequestErrors> {
    devices.first.map(attachment) ?? .failure(noPort.alone)
  }
}

// MARK: Ports

extension DomainEditor {
  /// The device at a port of each controller that has a free one, or of the one that it names.
  private func portsOnControllers(
    _ address: Address?, _ seat: (Address) -> VirtioSerialDevice?
  ) -> [VirtioSerialDevice] {
    let resolved = Resolver(versions).resolve(domain).controllers.filter { !$0.isAdded }
    let wanted = address?.virtioSerial?.controller
    return resolved.filter { wanted ?? $0.index == $0.index }.compactMap { controller in
      seat(Address(.virtioSerial(VirtioSerialAddress(controller: controller.index, port: address?.virtioSerial?.port))))
    }
  }

  private func seated(_ channel: Channel, at address: Address) -> VirtioSerialDevice? {
    var channel = channel
    channel.address = address
    let (placed, _) = location(channel)
    return placed.address?.virtioSerial?.port == nil ? nil : .channel(placed)
  }

  private func seated(_ console: Console, at address: Address) -> VirtioSerialDevice? {
    var console = console
    console.address = address
    let (placed, _) = location(console)
    return placed.address?.virtioSerial?.port == nil ? nil : .console(placed)
  }

  private var noPort: RequestError {
    let lack =
      domain.controllers.isEmpty
      ? "the domain has no virtio-serial controller" : "no virtio-serial controller of the domain has a free port"
    return RequestError(
      at: .none, "\(lack), and none can be plugged into a running domain",
      help:
        "add one, virt-channel generate controller --index \(lowestFreeIndex) --into \(file.name.escapedForDisplay), "
        + "and start it anew")
  }
}
