internal import DomainModel
internal import QEMUOptions

/// A port of a virtio-serial controller as QEMU sees it.
///
/// Source: libvirt `qemuBuildVirtioSerialPortDevProps`; QEMU `hw/char/virtio-console.c`.
struct VirtioPort: OptionDescription, Equatable {
  static let flag = OptionFlag.device

  /// What a channel is.
  static let channelDriver = "virtserialport"
  /// What a virtio console is.
  static let consoleDriver = "virtconsole"

  var driver = ""
  var bus: String?
  var nr: Int?
  var chardev: String?
  var id: String?
  var name: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("driver", &driver)
    coder.string("bus", &bus)
    coder.integer("nr", &nr)
    coder.string("chardev", &chardev)
    coder.string("id", &id)
    coder.string("name", &name)
  }
}

extension VirtioPort {
  /// The port of a channel; `bus` is the id of the controller that its address names by number.
  init(_ channel: Channel, id: String, controller: String?) {
    self.init(driver: Self.channelDriver, id: id, at: channel.address, controller)
    name = channel.name ?? (channel.source.kind == .spicevmc ? "com.redhat.spice.0" : nil)
  }

  /// The port of a virtio console.
  init(_ console: Console, id: String, controller: String?) {
    self.init(driver: Self.consoleDriver, id: id, at: console.address, controller)
  }

  private init(driver: String, id: String, at address: Address?, _ controller: String?) {
    self.driver = driver
    self.id = id
    chardev = "char\(id)"
    guard let place = address?.virtioSerial, let controller else { return }
    bus = "\(controller).\(place.bus ?? 0)"
    nr = place.port ?? 0
  }
}
