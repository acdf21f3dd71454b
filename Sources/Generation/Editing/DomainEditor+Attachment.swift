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
    /// Whether the domain has the device already, so that nothing is to be plugged in.
    public let isThere: Bool
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
    case .console(let console) where !console.isVirtio: .failure(serialConsole.alone)
    case .channel(let channel) where !channel.isVirtio || isThere(channel): attachment(of: device)
    case .channel(let channel): attachment(among: portsOnControllers(channel.address) { seated(channel, at: $0) })
    case .console(let console): attachment(among: portsOnControllers(console.address) { seated(console, at: $0) })
    }
  }

  private func attachment(of device: VirtioSerialDevice) -> Result<Attachment, RequestErrors> {
    inserting([device]).flatMap { result in
      .success(Attachment(device: device, result: result, isThere: result.file.bytes == file.bytes))
    }
  }

  /// Whether the domain has a channel of this name; whether that is like this one, ``inserting(_:replacing:)`` says.
  private func isThere(_ channel: Channel) -> Bool {
    domain.channels.contains { $0.isVirtio && $0.name != nil && $0.name == channel.name }
  }

  /// Source: libvirt `qemuDomainAttachChrDevice`: a console is plugged in as the device of its target.
  private var serialConsole: RequestError {
    RequestError(
      at: .none, "only a virtio console can be plugged into a running domain",
      help: "use --target virtio, or put it into the domain with --into and restart the domain")
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
    let resolved = resolver.resolve(domain).controllers.filter { !$0.isAdded }
    let wanted = address?.virtioSerial?.controller
    return resolved.filter { wanted ?? $0.index == $0.index }.compactMap { controller in
      seat(Address(.virtioSerial(VirtioSerialAddress(controller: controller.index, port: address?.virtioSerial?.port))))
    }
  }

  private func seated(_ channel: Channel, at address: Address) -> VirtioSerialDevice? {
    var channel = channel
    channel.address = address
    let (placed, _) = location(channel)
    channel.address = placed.address.flatMap { besidesStartedConsoles($0, isStated: address.virtioSerial?.port != nil) }
    return channel.address == nil ? nil : .channel(channel)
  }

  private func seated(_ console: Console, at address: Address) -> VirtioSerialDevice? {
    var console = console
    console.address = address
    let (placed, _) = location(console)
    console.address = placed.address.flatMap { besidesStartedConsoles($0, isStated: address.virtioSerial?.port != nil) }
    return console.address == nil ? nil : .console(console)
  }

  /// The address that libvirt would choose, or the next one behind it that QEMU has not given to a console without an address when the
  /// domain started: libvirt does not know of those.
  private func besidesStartedConsoles(_ address: Address, isStated: Bool) -> Address? {
    guard let seat = address.virtioSerial, let controller = seat.controller, let port = seat.port else { return nil }
    let resolved = resolver.resolve(domain)
    let assigned = resolved.portAssignment().ports.filter { $0.controller == controller }
    let taken = Set(assigned.map(\.number))
    guard taken.contains(port) else { return address }
    let size = resolved.controllers.first { $0.index == controller }?.controller.ports ?? Controller.defaultPortCount
    guard !isStated, let free = (1..<max(1, size)).first(where: { !taken.contains($0) }) else { return nil }
    return Address(.virtioSerial(VirtioSerialAddress(controller: controller, bus: seat.bus, port: free)))
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
