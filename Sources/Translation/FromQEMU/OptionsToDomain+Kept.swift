internal import CommandText
internal import DomainModel
internal import QEMUOptions
internal import SourceText

/// Options that `<qemu:commandline>` keeps because domain XML cannot express a part of them.
extension OptionsToDomain {
  /// Keeps a port with its chardev, on the controller as libvirt names it.
  /// - Returns: whether it must be kept, and not converted.
  mutating func keepsPort(_ port: PluggedPort, _ unmapped: [UnmappedOption]) -> Bool {
    guard keepsOptions, let bus = port.bus, let loss = unmapped.first(where: \.canBeKept) else { return false }
    let index = indexes[bus]
    let alias = alias(view.buses[bus].controller.id, prefix: "virtio-serial").flatMap { $0.isUserAlias ? $0.name : nil }
    let controller = alias ?? "virtio-serial\(index)"
    var option = port.option
    option.properties.removeAll { ["bus", "nr"].contains($0.key) }
    option.properties.append(OptionProperty("bus", .string("\(controller).0")))
    if let number = port.number { option.properties.append(OptionProperty("nr", .integer(number))) }
    // libvirt's controller can be in JSON, which QEMU creates after devices in key=value syntax.
    keep(["-device", Dialect.json.print(option)], port.option, port.chardev, loss)
    return true
  }

  /// Keeps a serial or parallel port as it is written.
  mutating func keepsSerial(_ device: SerialDevice, _ unmapped: [UnmappedOption]) -> Bool {
    guard keepsOptions, let loss = unmapped.first(where: \.canBeKept) else { return false }
    if let option = device.option {
      keep(["-device", Dialect.written(option)], option, device.chardev, loss)
    } else {
      guard let written = view.commandLine.foreignOptions.first(where: { $0.range == device.range }),
        let value = written.value
      else { return false }
      let isReference = value.text.hasPrefix("chardev:") || value.text.hasPrefix("mon:chardev:")
      let option = QEMUOption(.device, [], location: OptionLocation(device.range))
      keep([written.flag.text, value.text], option, isReference ? device.chardev : nil, loss)
    }
    return true
  }

  /// Keeps properties of a controller as those of all devices of its type, if it is the only one.
  mutating func keepsProperties(of bus: SerialBus, _ unmapped: inout [UnmappedOption]) {
    guard keepsOptions, view.buses.count(where: { $0.controller.driver == bus.controller.driver }) == 1 else { return }
    unmapped.removeAll { loss in
      guard case .property(let key, _) = loss.kind, let value = bus.option[key]?.value.word else { return false }
      let setting = "\(bus.controller.driver).\(key)=\(value.replacing(",", with: ",,"))"
      kept.append(RemainingOption(arguments: ["-global", setting], range: loss.range, .nowhere(loss.message)))
      return true
    }
  }

  private mutating func keep(_ device: [String], _ option: QEMUOption, _ chardev: Int?, _ loss: UnmappedOption) {
    var arguments = device
    if let entry = chardev.map({ view.chardevs.entries[$0] }) {
      if let id = entry.chardev.id, keptChardevs.insert(id).inserted {
        arguments = ["-chardev", Dialect.written(entry.option)] + arguments
      }
    }
    kept.append(
      RemainingOption(
        arguments: arguments, range: option.location.range ?? SourceRange(at: 0), .nowhere(loss.message)))
  }
}

extension UnmappedOption {
  /// Whether keeping the option as it is written would keep its meaning.
  var canBeKept: Bool {
    switch kind {
    case .property, .backend, .portWithoutChardev, .consoleName, .sharedMonitor: true
    case .unusedChardev, .portWithoutBus, .descriptor, .pciBus, .address, .milliseconds, .forward, .option,
      .unknownValue,
      .help, .zpci:
      false
    }
  }
}

extension Dialect {
  /// The value of an option as it was written: JSON stays JSON.
  static func written(_ option: QEMUOption) -> String {
    option.isJSON ? Dialect.json.print(option) : Dialect.keyval.print(option)
  }
}
