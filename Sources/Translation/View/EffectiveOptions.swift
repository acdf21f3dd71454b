internal import QEMUOptions

/// The options of a command line once `-global` and `-set` have had their effect, and `-nic` and `-net` are what they are short for.
///
/// Source: QEMU `object_apply_global_props`, `qemu_set_option`, `net_param_nic`.
struct EffectiveOptions {
  /// The options of devices, chardevs, networks and objects.
  private(set) var options: [QEMUOption] = []
  /// The `-global`, `-set` and `-nic` options that had an effect, by their indices among the options of the command
  /// line.
  private(set) var used: Set<Int> = []

  /// The `-set` options whose device or chardev QEMU does not find.
  private(set) var strays: [Stray] = []

  /// The options that ask QEMU what there is.
  private(set) var helps: [QEMUOption] = []

  private let globals: [Global]
  private let hasSets: Bool
  /// Where the options are that `-set` reaches, as `device.ID`.
  private var places: [String: Int] = [:]
  private var inJSON: Set<String> = []

  /// A `-set` of nothing.
  struct Stray {
    let option: QEMUOption
    let group: String
    let id: String
    /// Whether the device is there, in JSON, where `-set` does not reach it.
    let isInJSON: Bool
  }

  private struct Global {
    let place: Int
    let driver: String
    let property: OptionProperty
  }

  init(_ commandLine: QEMUCommandLine) {
    let all = commandLine.options
    hasSets = all.contains { $0.flag == .set }
    globals = all.enumerated().compactMap { place, option in
      option.flag == .global ? Self.global(option).map { Global(place: place, driver: $0, property: $1) } : nil
    }
    for (place, option) in all.enumerated() {
      if option.asksForHelp {
        helps.append(option)
        continue
      }
      switch option.flag {
      case .device: addDevice(option)
      case .nic, .net: addNetwork(option, place)
      case .chardev, .netdev, .object, .addFD: append(option)
      case .set: apply(option, place)
      default: break
      }
    }
  }

  private mutating func append(_ option: QEMUOption) {
    if hasSets {
      let key = "\(option.flag.rawValue).\(option["id"]?.value.word ?? "")"
      if option.isJSON { inJSON.insert(key) } else if places[key] == nil { places[key] = options.count }
    }
    options.append(option)
  }

  /// The parts of `driver.property=value` or `driver=…,property=…,value=…`.
  private static func global(_ option: QEMUOption) -> (String, OptionProperty)? {
    if let driver = option["driver"]?.value.word, let property = option["property"]?.value.word,
      let value = option["value"]
    {
      return (
        driver,
        OptionProperty(property, value.value, keyLocation: value.keyLocation, valueLocation: value.valueLocation)
      )
    }
    guard let first = option.properties.first, let dot = first.key.lastIndex(of: ".") else { return nil }
    var property = first
    property.key = String(first.key[first.key.index(after: dot)...])
    return (String(first.key[..<dot]), property)
  }

  /// What a device states comes before what is global; of several globals the last counts.
  private mutating func addDevice(_ option: QEMUOption) {
    guard !globals.isEmpty, let driver = option.driver, KnownProperties.of(driver: driver) != nil else {
      return append(option)
    }
    var device = option
    let classes = DriverClasses.of(driver)
    let stated = Set(option.properties.map(\.key))
    for global in globals where classes.contains(global.driver) {
      used.insert(global.place)
      guard !stated.contains(global.property.key) else { continue }
      device.properties.removeAll { $0.key == global.property.key }
      device.properties.append(option.isJSON ? global.property.typed : global.property)
    }
    append(device)
  }

  private mutating func addNetwork(_ option: QEMUOption, _ place: Int) {
    guard option["guestfwd"] != nil else { return }
    used.insert(place)
    let kept = option.properties.filter { ["type", "guestfwd", "id"].contains($0.key) }
    append(
      QEMUOption(.netdev, kept, flagLocation: option.flagLocation, location: option.location))
  }

  /// `-set device.ID.property=value`; it reaches what comes before it and is not in JSON.
  private mutating func apply(_ option: QEMUOption, _ place: Int) {
    guard var property = option.properties.first else { return }
    let parts = property.key.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    let (group, id) = (String(parts[0]), String(parts[1]))
    guard let target = places["\(group).\(id)"] else {
      guard ["device", "chardev"].contains(group) else { return }
      return strays.append(Stray(option: option, group: group, id: id, isInJSON: inJSON.contains("\(group).\(id)")))
    }
    property.key = String(parts[2])
    used.insert(place)
    options[target].properties.append(property)
  }
}

extension QEMUOption {
  /// Whether it is `-device help`, `-device NAME,help` or the like.
  fileprivate var asksForHelp: Bool {
    guard [.device, .chardev, .netdev, .object, .machine].contains(flag), let key = flag.impliedKey else {
      return false
    }
    let isList = self[key]?.value.word.map { ["help", "?"].contains($0) } ?? false
    return isList || properties.contains { $0.key == "help" || $0.key == "?" }
  }
}

extension OptionProperty {
  /// The property with its text value typed as in JSON.
  fileprivate var typed: OptionProperty {
    guard case .text(let word) = value else { return self }
    var property = self
    if let number = QEMUScalars.number(word).flatMap({ Int(exactly: $0) }) {
      property.value = .integer(number)
    } else {
      property.value = QEMUScalars.boolean(word).map { .boolean($0) } ?? .string(word)
    }
    return property
  }
}

/// The types that a device is one of: a global of any of them counts.
///
/// Source: QEMU `hw/virtio/virtio-pci.c`, `hw/s390x/virtio-ccw.c`, `hw/char/virtio-console.c`.
package enum DriverClasses {
  /// The name of the type that QEMU creates, and puts into error messages, for a driver that may be an alias (`qdev_alias_table`).
  package static func type(of driver: String) -> String {
    driver == "virtio-serial" ? "virtio-serial-pci" : driver
  }

  static func of(_ driver: String) -> Set<String> {
    switch driver {
    case "virtserialport": ["virtserialport", "virtio-serial-port", "device"]
    case "virtconsole": ["virtconsole", "virtserialport", "virtio-serial-port", "device"]
    case "virtio-serial-device": ["virtio-serial-device", "virtio-device", "device"]
    case "virtio-serial-ccw": inner.union(["virtio-serial-ccw", "virtio-ccw-device", "ccw-device"])
    default:
      inner.union([type(of: driver), "virtio-serial-pci-base", "virtio-pci", "pci-device"])
    }
  }

  private static let inner: Set = ["virtio-serial-device", "virtio-device", "device"]
}
