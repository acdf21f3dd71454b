internal import DomainModel
internal import QEMUOptions
internal import Resolution

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
  var devno: String?
  var bus: String?
  var nr: Int?
  var chardev: String?
  var id: String?
  var name: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("driver", &driver)
    coder.string("devno", &devno)
    coder.string("bus", &bus)
    coder.integer("nr", &nr)
    coder.string("chardev", &chardev)
    coder.string("id", &id)
    coder.string("name", &name)
  }
}

extension VirtioPort {
  /// The number that is asked for; nil if QEMU assigns one (`VIRTIO_CONSOLE_BAD_ID`).
  var requestedNumber: Int? { nr == 0xFFFF_FFFF ? nil : nr }

  /// The port of a channel.
  init(_ channel: ResolvedChannel) {
    self.init(driver: Self.channelDriver, id: channel.id, bus: channel.bus, channel.port)
    name = channel.portName
  }

  /// The port of a virtio console.
  init(_ console: ResolvedConsole) {
    self.init(driver: Self.consoleDriver, id: console.id, bus: console.bus, console.port)
    // libvirt writes it, and QEMU refuses it.
    if case .ccw(let address) = console.console.address?.kind { devno = address.text }
  }

  private init(driver: String, id: String, bus: String?, _ port: VirtioSerialAddress?) {
    self.driver = driver
    self.bus = bus
    self.id = id
    nr = port.map { $0.port ?? 0 }
    chardev = "char\(id)"
  }
}
