internal import DomainModel

// What a device leaves open and every user would write in the same way.
extension VirtioSerialDevice {
  /// Says what was left open, where there is one good answer.
  mutating func complete() {
    switch self {
    case .controller(var controller):
      controller.address?.complete()
      self = .controller(controller)
    case .channel(var channel):
      channel.source.complete()
      channel.completeName()
      channel.address?.complete()
      self = .channel(channel)
    case .console(var console):
      console.source.complete()
      console.address?.complete()
      self = .console(console)
    }
  }

  /// The name by which the guest finds the device.
  var nameForTheGuest: String? {
    if case .channel(let channel) = self { channel.name } else { nil }
  }
}

extension Channel {
  /// The name that the agents of spice and vdagent look for, which libvirt takes no other for.
  static let vdagentName = "com.redhat.spice.0"

  fileprivate mutating func completeName() {
    guard isVirtio, name == nil else { return }
    switch source {
    case .spicevmc, .qemuVdagent: target = .virtio(name: Self.vdagentName)
    case .spiceport(let port): target = .virtio(name: port.channel)
    case .unix, .tcp, .udp, .pty, .file, .dev, .pipe, .null, .vc, .stdio, .nmdm, .dbus, .other: break
    }
  }
}

extension ChardevSource {
  /// QEMU listens by default. libvirt takes an absent mode for `connect`, and then nothing listens; a udp endpoint
  /// without one is sent to.
  fileprivate mutating func complete() {
    switch self {
    case .unix(var source):
      if source.path != nil { source.mode = source.mode ?? .bind }
      self = .unix(source)
    case .tcp(var source):
      source.endpoint.mode = source.endpoint.mode ?? .bind
      self = .tcp(source)
    case .udp(var source):
      for index in source.endpoints.indices { source.endpoints[index].mode = source.endpoints[index].mode ?? .connect }
      self = .udp(source)
    case .pty, .file, .dev, .pipe, .null, .vc, .stdio, .spicevmc, .spiceport, .nmdm, .qemuVdagent, .dbus, .other: break
    }
  }
}

extension Address {
  /// libvirt writes all parts, but for the port, which it may choose.
  fileprivate mutating func complete() {
    switch kind {
    case .virtioSerial(let port):
      kind = .virtioSerial(VirtioSerialAddress(controller: port.controller ?? 0, bus: port.bus ?? 0, port: port.port))
    case .pci(var function):
      function.domain = function.domain ?? 0
      kind = .pci(function)
    default: break
    }
  }
}
