internal import DomainModel
internal import QEMUOptions
public import SourceText
internal import XMLTree

/// A domain with the devices of a converted command line.
public struct ResultDomain: Sendable {
  /// The XML.
  public let file: SourceFile
  /// The options that the domain does not contain.
  public let remaining: [RemainingOption]

  /// How the values that are not known are spelled.
  public let unknownValues: [String]

  private let devices: [(range: Range<Int>, option: SourceRange)]

  /// Writes a domain.
  /// - Parameters:
  ///   - type: The type of the domain; nil for devices without a domain.
  ///   - head: The elements before `<devices>`.
  ///   - others: The elements in `<devices>` that no option of the command line has.
  init(
    type: String?, _ head: [NewElement] = [], others: [NewElement] = [], devices: [NewDevice],
    of options: OptionsToDomain, remaining: [RemainingOption]
  ) {
    let xml = XMLWriter()
    if let type {
      xml.startElement("domain")
      xml.attribute("type", type)
      for element in head { xml.write(element) }
      xml.startElement("devices")
      for element in others { xml.write(element) }
    }
    self.devices = devices.map { device in
      let start = xml.length
      device.write(xml)
      return (start..<xml.length, device.option)
    }
    unknownValues = options.view.commandLine.problems.compactMap {
      if case .expansion(let text) = $0.kind { text } else { nil }
    }
    self.remaining = remaining
    file = SourceFile(name: "domain", xml.finish() + "\n")
  }

  /// The range of the option of the device at a range of the XML; nil outside devices.
  public func option(at range: SourceRange) -> SourceRange? {
    let index = devices.partitioningIndex { $0.range.upperBound > range.lowerBound }
    guard index < devices.count, devices[index].range.contains(range.lowerBound) else { return nil }
    return devices[index].option
  }
}

/// A device of a command line that is written into a domain.
struct NewDevice {
  /// The option it was read from.
  let option: SourceRange
  /// Writes its element.
  let write: (XMLWriter) -> Void
}

extension OptionsToDomain {
  /// The devices in the order of writing.
  var newDevices: [NewDevice] {
    Self.newDevices(controllers) { $0.write(to: $1) }
      + Self.newDevices(serials) { $0.write(as: .serial, to: $1) }
      + Self.newDevices(parallels) { $0.write(as: .parallel, to: $1) }
      + Self.newDevices(consoles) { $0.write(to: $1) } + Self.newDevices(channels) { $0.write(to: $1) }
  }

  private static func newDevices<Device>(
    _ devices: [Translated<Device>], _ write: @escaping (Device, XMLWriter) -> Void
  ) -> [NewDevice] {
    devices.map { device in NewDevice(option: device.range) { write(device.device, $0) } }
  }

  /// The displays that chardevs need: spice and D-Bus.
  private var displays: [NewElement] {
    let options = remaining.filter { $0.name == "spice" || $0.name == "display" }
    let hasSpice = options.contains { $0.name == "spice" || $0.value.hasPrefix("spice-app") }
    let hasDBus = options.contains { $0.value.hasPrefix("dbus") }
    let types = (hasSpice ? ["spice"] : []) + (hasDBus ? ["dbus"] : [])
    return types.map { NewElement("graphics", ["type": $0]) }
  }

  /// The devices in a minimal domain with the machine of the command line. If it names neither program nor machine, the
  /// devices without a domain, if there are any.
  public var resultDomain: ResultDomain {
    let devices = newDevices
    if view.commandLine.program == nil, machine.machine == nil, !devices.isEmpty {
      return ResultDomain(type: nil, devices: devices, of: self, remaining: remaining)
    }
    let head = [
      NewElement("name", text: "vm"), NewElement("memory", ["unit": "MiB"], text: "512"),
      NewElement("os", [:], [machine.typeElement]),
    ]
    return ResultDomain(
      type: machine.domainType, head, others: machine.omissions + displays, devices: devices, of: self,
      remaining: remaining)
  }
}

extension CommandMachine {
  /// The `type` of a domain.
  var domainType: String { usesKVM ? "kvm" : "qemu" }

  /// The `<type>` in the `<os>` of a domain.
  var typeElement: NewElement { NewElement("type", ["arch": architecture, "machine": machine], text: "hvm") }
}
