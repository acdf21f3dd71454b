internal import SourceText
internal import VirtChannel

/// One QEMU command as XML, and what is found about it.
struct CommandTranslation {
  /// Its number in the text, from 1.
  let number: Int
  /// Where it begins.
  let start: Int
  let devices: OptionsToDomain
  /// The domain that was checked.
  let result: ResultDomain
  let findings: [Diagnostic]
  /// Whether the whole domain is printed.
  let isWhole: Bool
  /// Whether options without a form in XML are kept.
  let keepsOptions: Bool
  let versions: Versions

  /// The status: 1 when libvirt or QEMU would refuse something.
  var status: ExitStatus { FailOn.error.status(worst: findings.map(\.severity).max()) }

  /// Whether there is no device to print.
  var isEmpty: Bool {
    !isWhole && devices.controllers.isEmpty && devices.channels.isEmpty && devices.consoles.isEmpty
      && devices.serials.isEmpty && devices.parallels.isEmpty
  }

  /// The options that are printed nowhere.
  var leftOut: [RemainingOption] { result.remaining.filter { !keepsOptions || !$0.isLost || !$0.isText } }

  /// The arguments of `<qemu:commandline>`.
  private var kept: [String] {
    keepsOptions ? result.remaining.filter { $0.isLost && $0.isText }.flatMap(\.arguments) : []
  }

  func write(to output: inout some TextOutputStream) {
    guard isWhole else {
      devices.write(to: &output)
      if !kept.isEmpty { output.write(commandLine(indentation: "")) }
      return
    }
    var text = result.file.text(in: result.file.wholeRange)
    if !kept.isEmpty, let end = text.range(of: "</domain>") {
      text.insert(contentsOf: commandLine(indentation: "  "), at: end)
    }
    output.write(text)
  }

  private func commandLine(indentation: String) -> String {
    let arguments = kept.map { "\(indentation)  <qemu:arg value='\(escaped($0))'/>\n" }.joined()
    return "\(indentation)<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>\n"
      + "\(arguments)\(indentation)</qemu:commandline>\n"
  }

  /// The text as an attribute's value, which keeps line ends and tabs only as references.
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case "'": escaped += "&apos;"
      case "\n", "\r", "\t": escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// The devices for a domain that has others: QEMU's port numbers may be taken there, so libvirt assigns them.
  var insertable: [VirtioSerialDevice] {
    let controllers = devices.controllers.map(\.device).filter { device in
      var bare = device
      bare.alias = nil
      return bare != Controller(index: device.index)
    }
    return controllers.map(VirtioSerialDevice.controller)
      + devices.channels.map { VirtioSerialDevice.channel($0.device.withoutPort) }
      + devices.consoles.map { VirtioSerialDevice.console($0.device.withoutPort) }
  }
}

extension Channel {
  fileprivate var withoutPort: Channel {
    var channel = self
    channel.address = address?.withoutPort
    return channel
  }
}

extension Console {
  fileprivate var withoutPort: Console {
    var console = self
    console.address = address?.withoutPort
    return console
  }
}

extension Address {
  /// The address with its controller alone; nil for the first controller.
  fileprivate var withoutPort: Address? {
    guard let serial = virtioSerial, let controller = serial.controller, controller > 0 else { return nil }
    return Address(.virtioSerial(VirtioSerialAddress(controller: controller, bus: 0)))
  }
}

extension String {
  /// Where the last occurrence of a text begins.
  fileprivate func range(of text: String) -> String.Index? { ranges(of: text).last?.lowerBound }
}

extension RemainingOption {
  /// Whether XML can hold the option: it has no control characters but tabs and line ends.
  var isText: Bool {
    !arguments.joined().unicodeScalars.contains(where: \.isForbiddenInXML)
  }

  /// The option as words, shortened.
  var shortText: String {
    let text = arguments.joined(separator: " ")
    return text.utf8.count > 100 ? String(text.prefix(97)) + "..." : text
  }
}
