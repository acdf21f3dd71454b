internal import SourceText

/// What an unknown value may be. The values of one world fit each other; between worlds they differ as much as they can.
struct PossibleValue {
  /// How many worlds there are.
  static let count = 4

  /// The value.
  let text: String

  init(of value: UnknownValues.Value, number: Int, world: Int) {
    if value.isOpen || !value.isTemplate {
      text = Self.whole(value.name, of: value.element, number, world)
      return
    }
    let bytes = Array(value.text.utf8)
    let markers = TemplateMarker.ranges(in: bytes[...])
    var result: [UInt8] = []
    var position = 0
    for marker in markers {
      result += bytes[position..<marker.lowerBound] + Self.part(number, world).utf8
      position = marker.upperBound
    }
    text = String(decoding: result + bytes[position...], as: UTF8.self)
  }

  /// A part of a value, which can be a number, a word or a mix of both.
  private static func part(_ number: Int, _ world: Int) -> String {
    ["\(number % 7 + 1)", "a\(number)", "unknown-\(number)", "0"][world]
  }

  private static func whole(_ name: String, of element: String, _ number: Int, _ world: Int) -> String {
    if numbers.contains(name) { return ["\(number % 25 + 3)", "\(number % 17 + 8)", "0", "1"][world] }
    if let values = words["\(element)/\(name)"] ?? words[name] {
      return values[world].replacing("#", with: "\(number)")
    }
    return ["yes", "on", "virtio", "x\(number)"][world]
  }

  private static let numbers: Set = [
    "port", "index", "controller", "ports", "bus", "slot", "function", "vectors", "service", "timeout", "unit",
    "queues", "iothread", "memory", "currentMemory", "vcpu", "cssid", "ssid", "devno", "startport", "id",
  ]

  private static let words = [
    "domain/type": ["kvm", "qemu", "hvf", "kvm"],
    "arch": ["x86_64", "x86_64", "aarch64", "s390x"],
    "machine": ["pc", "q35", "virt", "s390-ccw-virtio"],
    "channel/type": ["unix", "pty", "tcp", "spicevmc"],
    "console/type": ["pty", "unix", "file", "tcp"],
    "serial/type": ["pty", "unix", "file", "tcp"],
    "graphics/type": ["spice", "vnc", "sdl", "dbus"],
    "target/type": ["virtio", "guestfwd", "serial", "virtio"],
    "controller/type": ["virtio-serial", "scsi", "usb", "pci"],
    "address/type": ["virtio-serial", "pci", "drive", "usb"],
    "mode": ["bind", "connect", "bind", "connect"],
    "model": ["virtio", "virtio-transitional", "none", "x#"],
    "path": ["/srv/a#", "/var/lib/libvirt/qemu/b#", "/dev/c#", "d#"],
    "file": ["/srv/a#", "/var/lib/libvirt/qemu/b#", "/dev/c#", "d#"],
    "name": ["org.qemu.guest_agent.0", "com.redhat.spice.0", "org.example.#", "n#"],
    "host": ["127.0.0.1", "::1", "0.0.0.0", "host#"],
  ]
}
