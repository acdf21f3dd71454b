internal import Posix
internal import SourceText

/// A virtio-serial port in a Linux guest.
public struct GuestPort: Hashable, Sendable {
  /// The name of the device in the kernel, such as `vport0p1` for port 1 of the controller that the guest numbers 0.
  public let device: String
  /// The name of the port, such as `org.qemu.guest_agent.0`; nil if it has none, as for consoles.
  public let name: String?
  /// The address of the controller on its bus, `0000:00:04.0` or `0.0.0001`; nil if sysfs does not have it.
  public let controller: String?

  /// The path of the character device, such as `/dev/vport0p1`.
  public var path: String { "/dev/\(device)" }

  /// The link that udev creates for a named port, such as `/dev/virtio-ports/org.qemu.guest_agent.0`; nil for a port without a name.
  public var link: String? { name.map { "/dev/virtio-ports/\($0)" } }

  /// The number of the port on its controller, from 0, which is `nr=` of QEMU's `virtserialport`; nil if the device name has no number.
  public var number: Int? { order.last }
}

extension GuestPort {
  /// The ports of this guest, ordered by controller and number; empty if the module `virtio_console` is not loaded.
  ///
  /// - Parameter sysfs: the directory where sysfs is mounted.
  public static func all(sysfs: String = "/sys") -> [GuestPort] {
    let folder = "\(sysfs)/class/virtio-ports"
    return fileNames(in: folder).map { GuestPort(device: $0, folder: folder) }.sorted {
      $0.order.lexicographicallyPrecedes($1.order)
    }
  }

  private init(device: String, folder: String) {
    self.device = device
    name = systemFile("\(folder)/\(device)/name").map { $0.filter { $0 != "\n" } }.flatMap { $0.isEmpty ? nil : $0 }
    controller = FilePath.linkTarget("\(folder)/\(device)").flatMap(Self.controller)
  }

  /// The directory above `virtioN` in `../../devices/pci0000:00/0000:00:04.0/virtio0/virtio-ports/vport0p1`.
  private static func controller(inPath path: String) -> String? {
    let parts = path.split(separator: "/")
    guard let ports = parts.lastIndex(of: "virtio-ports"), ports >= 2 else { return nil }
    return String(parts[ports - 2])
  }

  /// `vport10p2` comes after `vport9p1`.
  private var order: [Int] { device.split { !$0.isNumber }.compactMap { Int($0) } }
}

extension GuestPort {
  /// The port with a name, a device name, or a path of either. Throws ``FailureReason/noPort`` if there is none.
  public static func named(_ text: String, sysfs: String = "/sys") throws(ChannelError) -> GuestPort {
    let ports = all(sysfs: sysfs)
    let word = text.split(separator: "/").last.map(String.init) ?? text
    guard let port = ports.first(where: { $0.name == word }) ?? ports.first(where: { $0.device == word }) else {
      throw .noPort(text, among: ports)
    }
    return port
  }
}
