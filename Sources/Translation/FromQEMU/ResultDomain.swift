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

  /// Puts devices between the two halves of a domain.
  init(
    _ opening: String, _ texts: [(xml: String, option: SourceRange)], _ closing: String, of options: OptionsToDomain,
    remaining: [RemainingOption]
  ) {
    var text = opening
    var devices: [(Range<Int>, SourceRange)] = []
    var length = text.utf8.count
    for (xml, option) in texts {
      devices.append((length..<length + xml.utf8.count, option))
      text += xml
      text += "\n"
      length += xml.utf8.count + 1
    }
    self.devices = devices
    unknownValues = options.view.commandLine.problems.compactMap {
      if case .expansion(let text) = $0.kind { text } else { nil }
    }
    self.remaining = remaining
    file = SourceFile(name: "domain", text + closing)
  }

  /// The range of the option of the device at a range of the XML; nil outside devices.
  public func option(at range: SourceRange) -> SourceRange? {
    let index = devices.partitioningIndex { $0.range.upperBound > range.lowerBound }
    guard index < devices.count, devices[index].range.contains(range.lowerBound) else { return nil }
    return devices[index].option
  }
}

extension OptionsToDomain {
  /// The devices in the order of writing, each with the option it was read from.
  var deviceTexts: [(xml: String, option: SourceRange)] {
    controllers.map { ($0.device.xml(indentation: "    "), $0.range) }
      + serials.map { ($0.device.xml(as: .serial, indentation: "    "), $0.range) }
      + parallels.map { ($0.device.xml(as: .parallel, indentation: "    "), $0.range) }
      + consoles.map { ($0.device.xml(indentation: "    "), $0.range) }
      + channels.map { ($0.device.xml(indentation: "    "), $0.range) }
  }

  /// The displays that chardevs need: spice and D-Bus.
  private var displays: String {
    var text = ""
    let names = remaining.filter { $0.name == "spice" || $0.name == "display" }
    if names.contains(where: { $0.name == "spice" || $0.value.hasPrefix("spice-app") }) {
      text += "    <graphics type='spice'/>\n"
    }
    return names.contains { $0.value.hasPrefix("dbus") } ? text + "    <graphics type='dbus'/>\n" : text
  }

  /// The devices in a minimal domain with the machine of the command line. If it names neither program nor machine, the
  /// devices without a domain, if there are any.
  public var resultDomain: ResultDomain {
    if view.commandLine.program == nil, machine.machine == nil, !deviceTexts.isEmpty {
      return ResultDomain("", deviceTexts, "", of: self, remaining: remaining)
    }
    let type = machine.machine.map { " machine='\($0.escapedForAttribute)'" } ?? ""
    return ResultDomain(
      """
      <domain type='\(machine.usesKVM ? "kvm" : "qemu")'>
        <name>vm</name>
        <memory unit='MiB'>512</memory>
        <os>
          <type arch='\(machine.architecture.escapedForAttribute)'\(type)>hvm</type>
        </os>
        <devices>
      \(machine.omissions)\(displays)
      """, deviceTexts, "  </devices>\n</domain>\n", of: self, remaining: remaining)
  }
}
