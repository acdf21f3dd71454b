internal import QEMUOptions
internal import SourceText
internal import XMLTree

// Disks, network cards and displays that one option, or one pair of options, describes in full.
extension WholeDomain {
  mutating func addDevices() {
    var disks = DiskNames(isQ35: machine.machine?.contains("q35") == true)
    for option in remaining {
      let element: String? =
        switch option.name {
        case "drive": drive(option, &disks)
        case "hda", "hdb", "hdc", "hdd":
          disks.disk(option.value, format: nil, bus: disks.plainBus, isCDROM: false, extra: "")
        case "cdrom": disks.disk(option.value, format: "raw", bus: disks.plainBus, isCDROM: true, extra: "")
        case "nic": network(Properties(option.value, implied: "type"), nil)
        case "netdev": netdev(option)
        case "vnc": vnc(option.value)
        case "spice": spice(Properties(option.value, implied: ""))
        case "vga": video(option.value)
        default: nil
        }
      guard let element else { continue }
      remaining.removeAll { $0 == option }
      if !element.isEmpty { devices.append((element.indented, option.range)) }
    }
  }

  private mutating func drive(_ option: RemainingOption, _ disks: inout DiskNames) -> String? {
    let drive = Properties(option.value, implied: "")
    guard let file = drive["file"],
      drive.has(only: ["file", "if", "format", "media", "cache", "readonly", "index", "id", "unit"])
    else { return nil }
    let extra = drive["readonly"] == "on" || drive["readonly"] == "true" ? "\n  <readonly/>" : ""
    let isCDROM = drive["media"] == "cdrom"
    switch drive["if"] ?? "ide" {
    case "pflash": return pflash(file, drive)
    case "virtio": return disks.disk(file, drive, bus: "virtio", isCDROM, extra)
    case "ide": return disks.disk(file, drive, bus: disks.plainBus, isCDROM, extra)
    case "none": return attached(file, drive, &disks, extra)
    default: return nil
    }
  }

  private mutating func pflash(_ file: String, _ drive: Properties) -> String {
    let isReadOnly = drive["readonly"] == "on" || drive["readonly"] == "true" || drive["unit"] == "0"
    addBoot(
      isReadOnly
        ? "<loader readonly='yes' type='pflash'>\(file.escapedForAttribute)</loader>"
        : "<nvram>\(file.escapedForAttribute)</nvram>"
    )
    return ""
  }

  /// A drive that a `-device` names.
  private mutating func attached(_ file: String, _ drive: Properties, _ disks: inout DiskNames, _ extra: String)
    -> String?
  {
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
      return disks.disk(file, drive, bus: bus, driver == "ide-cd", extra)
    }
    return nil
  }

  /// A network and its card: `-netdev` and the `-device` that names it.
  private mutating func netdev(_ option: RemainingOption) -> String? {
    let network = Properties(option.value, implied: "type")
    guard let id = network["id"] else { return nil }
    for device in remaining where device.name == "device" && !device.value.hasPrefix("{") {
      let card = Properties(device.value, implied: "type")
      guard card["netdev"] == id, card.has(only: ["type", "netdev", "mac", "id", "bus", "addr"]),
        let element = self.network(network, card)
      else { continue }
      remaining.removeAll { $0 == device }
      return element
    }
    return nil
  }

  private func network(_ network: Properties, _ card: Properties?) -> String? {
    let mac = (card?["mac"] ?? network["mac"]).map { "\n  <mac address='\($0.escapedForAttribute)'/>" } ?? ""
    let driver = card?["type"] ?? network["model"]
    let models = ["virtio-net-pci": "virtio", "virtio-net": "virtio", "virtio-net-device": "virtio"]
    let model = driver.map { "\n  <model type='\((models[$0] ?? $0).escapedForAttribute)'/>" } ?? ""
    let common: Set = ["type", "id", "mac", "model", "name"]
    switch network["type"] {
    case "none": return ""
    case "user" where network.has(only: common): return "<interface type='user'>\(mac)\(model)\n</interface>"
    case "bridge" where network.has(only: common.union(["br"])):
      let bridge = (network["br"] ?? "br0").escapedForAttribute
      return "<interface type='bridge'>\(mac)\n  <source bridge='\(bridge)'/>\(model)\n</interface>"
    case "tap" where network.has(only: common.union(["ifname", "script", "downscript"])) && network["script"] == "no":
      let target = network["ifname"].map { "\n  <target dev='\($0.escapedForAttribute)' managed='no'/>" } ?? ""
      return "<interface type='ethernet'>\(mac)\(target)\(model)\n</interface>"
    default: return nil
    }
  }

  /// `HOST:DISPLAY`: display 1 is port 5901.
  private func vnc(_ value: String) -> String? {
    if value == "none" { return "" }
    guard !value.contains(","), let colon = value.lastIndex(of: ":"),
      let display = Int(value[value.index(after: colon)...]), 0...59635 ~= display
    else { return nil }
    let host = value[..<colon]
    let listen = host.isEmpty ? "0.0.0.0" : String(host)
    return "<graphics type='vnc' port='\(5900 + display)' autoport='no' listen='\(listen.escapedForAttribute)'/>"
  }

  private func spice(_ spice: Properties) -> String? {
    guard spice.has(only: ["port", "addr", "disable-ticketing"]), let port = spice["port"].flatMap({ Int($0) }) else {
      return nil
    }
    let listen = (spice["addr"] ?? "0.0.0.0").escapedForAttribute
    return "<graphics type='spice' port='\(port)' autoport='no' listen='\(listen)'/>"
  }

  private func video(_ value: String) -> String? {
    let models = [
      "std": "vga", "cirrus": "cirrus", "qxl": "qxl", "virtio": "virtio", "vmware": "vmvga", "none": "none",
    ]
    return models[value].map { "<video>\n  <model type='\($0)'/>\n</video>" }
  }
}

/// The names of disks in the guest, `vda` or `sda`, as they are given out.
private struct DiskNames {
  let plainBus: String
  private var counts: [String: Int] = [:]

  init(isQ35: Bool) { plainBus = isQ35 ? "sata" : "ide" }

  mutating func disk(_ file: String, _ drive: Properties, bus: String, _ isCDROM: Bool, _ extra: String) -> String? {
    disk(file, format: drive["format"], bus: bus, isCDROM: isCDROM, extra: extra, cache: drive["cache"])
  }

  mutating func disk(
    _ file: String, format: String?, bus: String, isCDROM: Bool, extra: String, cache: String? = nil
  ) -> String? {
    let prefix = ["virtio": "vd", "ide": "hd"][bus] ?? "sd"
    let number = counts[prefix, default: 0]
    guard number < 26, let letter = "abcdefghijklmnopqrstuvwxyz".dropFirst(number).first, !file.contains("://") else {
      return nil
    }
    counts[prefix] = number + 1
    let cacheText = cache.map { " cache='\($0.escapedForAttribute)'" } ?? ""
    let format = format ?? (file.hasSuffix(".qcow2") ? "qcow2" : "raw")
    let isBlock = file.hasPrefix("/dev/")
    let readonly = isCDROM && extra.isEmpty ? "\n  <readonly/>" : extra
    return """
      <disk type='\(isBlock ? "block" : "file")' device='\(isCDROM ? "cdrom" : "disk")'>
        <driver name='qemu' type='\(format.escapedForAttribute)'\(cacheText)/>
        <source \(isBlock ? "dev" : "file")='\(file.escapedForAttribute)'/>
        <target dev='\(prefix)\(letter)' bus='\(bus)'/>\(readonly)
      </disk>
      """
  }
}

extension String {
  fileprivate var indented: String {
    split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
  }
}
