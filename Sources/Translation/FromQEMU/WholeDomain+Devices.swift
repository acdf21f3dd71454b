internal import QEMUOptions
internal import SourceText
internal import XMLTree

// Disks, network cards and displays that one option, or one pair of options, describes in full. An option that is not understood gives
// nil, and one that adds no device an empty list.
extension WholeDomain {
  mutating func addDevices() {
    var disks = DiskNames(isQ35: machine.machine?.contains("q35") == true)
    for option in remaining {
      let elements: [NewElement]? =
        switch option.name {
        case "drive": drive(option, &disks)
        case "hda", "hdb", "hdc", "hdd": disks.disk(option.value, bus: disks.plainBus)
        case "cdrom": disks.disk(option.value, format: "raw", bus: disks.plainBus, isCDROM: true)
        case "nic": network(Properties(option.value, implied: "type"), nil)
        case "netdev": netdev(option)
        case "vnc": vnc(option.value)
        case "spice": spice(Properties(option.value, implied: ""))
        case "vga": video(option.value)
        default: nil
        }
      guard let elements else { continue }
      remaining.removeAll { $0 == option }
      devices += elements.map { element in NewDevice(option: option.range) { $0.write(element) } }
    }
  }

  private mutating func drive(_ option: RemainingOption, _ disks: inout DiskNames) -> [NewElement]? {
    let drive = Properties(option.value, implied: "")
    guard let file = drive["file"],
      drive.has(only: ["file", "if", "format", "media", "cache", "readonly", "index", "id", "unit"])
    else { return nil }
    let isCDROM = drive["media"] == "cdrom"
    switch drive["if"] ?? "ide" {
    case "pflash": return pflash(file, drive)
    case "virtio": return disks.disk(file, drive, bus: "virtio", isCDROM)
    case "ide": return disks.disk(file, drive, bus: disks.plainBus, isCDROM)
    case "none": return attached(file, drive, &disks)
    default: return nil
    }
  }

  private mutating func pflash(_ file: String, _ drive: Properties) -> [NewElement] {
    let isCode = drive.isReadOnly || drive["unit"] == "0"
    addBoot(
      isCode
        ? NewElement("loader", ["readonly": "yes", "type": "pflash"], text: file) : NewElement("nvram", text: file))
    return []
  }

  /// A drive that a `-device` names.
  private mutating func attached(_ file: String, _ drive: Properties, _ disks: inout DiskNames) -> [NewElement]? {
    guard let id = drive["id"] else { return nil }
    let buses = [
      "virtio-blk-pci": "virtio", "virtio-blk": "virtio", "virtio-blk-device": "virtio", "ide-hd": disks.plainBus,
    ]
    let keys: Set = ["driver", "drive", "id", "bus", "addr"]
    for device in remaining where device.name == "device" && !device.value.hasPrefix("{") {
      let properties = Properties(device.value, implied: "type")
      let driver = properties["type"] ?? ""
      guard properties["drive"] == id, let bus = buses[driver] ?? (driver == "ide-cd" ? disks.plainBus : nil),
        properties.has(only: keys.union(["type"]))
      else { continue }
      remaining.removeAll { $0 == device }
      return disks.disk(file, drive, bus: bus, driver == "ide-cd")
    }
    return nil
  }

  /// A network and its card: `-netdev` and the `-device` that names it.
  private mutating func netdev(_ option: RemainingOption) -> [NewElement]? {
    let network = Properties(option.value, implied: "type")
    guard let id = network["id"] else { return nil }
    for device in remaining where device.name == "device" && !device.value.hasPrefix("{") {
      let card = Properties(device.value, implied: "type")
      guard card["netdev"] == id, card.has(only: ["type", "netdev", "mac", "id", "bus", "addr"]),
        let elements = self.network(network, card)
      else { continue }
      remaining.removeAll { $0 == device }
      return elements
    }
    return nil
  }

  private func network(_ network: Properties, _ card: Properties?) -> [NewElement]? {
    let mac = (card?["mac"] ?? network["mac"]).map { NewElement("mac", ["address": $0]) }
    let models = ["virtio-net-pci": "virtio", "virtio-net": "virtio", "virtio-net-device": "virtio"]
    let model = (card?["type"] ?? network["model"]).map { NewElement("model", ["type": models[$0] ?? $0]) }
    let common: Set = ["type", "id", "mac", "model", "name"]
    switch network["type"] {
    case "none": return []
    case "user" where network.has(only: common): return [interface("user", [mac, model])]
    case "bridge" where network.has(only: common.union(["br"])):
      return [interface("bridge", [mac, NewElement("source", ["bridge": network["br"] ?? "br0"]), model])]
    case "tap" where network.has(only: common.union(["ifname", "script", "downscript"])) && network["script"] == "no":
      let target = network["ifname"].map { NewElement("target", ["dev": $0, "managed": "no"]) }
      return [interface("ethernet", [mac, target, model])]
    default: return nil
    }
  }

  private func interface(_ type: String, _ parts: [NewElement?]) -> NewElement {
    NewElement("interface", ["type": type], parts)
  }

  /// `HOST:DISPLAY`: display 1 is port 5901.
  private func vnc(_ value: String) -> [NewElement]? {
    if value == "none" { return [] }
    guard !value.contains(","), let colon = value.lastIndex(of: ":"),
      let display = Int(value[value.index(after: colon)...]), 0...59635 ~= display
    else { return nil }
    return [graphics("vnc", port: 5900 + display, listen: String(value[..<colon]))]
  }

  private func spice(_ spice: Properties) -> [NewElement]? {
    guard spice.has(only: ["port", "addr", "disable-ticketing"]), let port = spice["port"].flatMap({ Int($0) }) else {
      return nil
    }
    return [graphics("spice", port: port, listen: spice["addr"] ?? "")]
  }

  /// A display; an empty address is that of all interfaces.
  private func graphics(_ type: String, port: Int, listen: String) -> NewElement {
    NewElement(
      "graphics",
      ["type": type, "port": "\(port)", "autoport": "no", "listen": listen.isEmpty ? "0.0.0.0" : listen])
  }

  private func video(_ value: String) -> [NewElement]? {
    let models = [
      "std": "vga", "cirrus": "cirrus", "qxl": "qxl", "virtio": "virtio", "vmware": "vmvga", "none": "none",
    ]
    return models[value].map { [NewElement("video", [:], [NewElement("model", ["type": $0])])] }
  }
}

extension Properties {
  fileprivate var isReadOnly: Bool { self["readonly"] == "on" || self["readonly"] == "true" }
}

/// The names of disks in the guest, `vda` or `sda`, as they are given out.
private struct DiskNames {
  let plainBus: String
  private var counts: [String: Int] = [:]

  init(isQ35: Bool) { plainBus = isQ35 ? "sata" : "ide" }

  mutating func disk(_ file: String, _ drive: Properties, bus: String, _ isCDROM: Bool) -> [NewElement]? {
    disk(
      file, format: drive["format"], bus: bus, isCDROM: isCDROM, isReadOnly: drive.isReadOnly, cache: drive["cache"])
  }

  mutating func disk(
    _ file: String, format: String? = nil, bus: String, isCDROM: Bool = false, isReadOnly: Bool = false,
    cache: String? = nil
  ) -> [NewElement]? {
    let prefix = ["virtio": "vd", "ide": "hd"][bus] ?? "sd"
    let number = counts[prefix, default: 0]
    guard number < 26, let letter = "abcdefghijklmnopqrstuvwxyz".dropFirst(number).first, !file.contains("://") else {
      return nil
    }
    counts[prefix] = number + 1
    let format = format ?? (file.hasSuffix(".qcow2") ? "qcow2" : "raw")
    let isBlock = file.hasPrefix("/dev/")
    let parts = [
      NewElement("driver", ["name": "qemu", "type": format, "cache": cache]),
      NewElement("source", [isBlock ? "dev" : "file": file]),
      NewElement("target", ["dev": "\(prefix)\(letter)", "bus": bus]),
      isCDROM || isReadOnly ? NewElement("readonly") : nil,
    ]
    return [
      NewElement("disk", ["type": isBlock ? "block" : "file", "device": isCDROM ? "cdrom" : "disk"], parts)
    ]
  }
}
