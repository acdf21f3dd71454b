internal import DomainModel
internal import Generation

/// A whole device that can be written into a domain.
struct DeviceTemplate {
  let label: String
  /// The text behind the `<`, with tab stops.
  let snippet: String
  /// The text behind the `<`.
  let plain: String
  let documentation: String
  /// Whether it is that of a program in the guest.
  let isPreset: Bool

  /// The devices of each kind, then the presets.
  static func all(_ facts: DomainFacts) -> [DeviceTemplate] { [controller(facts), channel, console] + presets }

  private static func controller(_ facts: DomainFacts) -> DeviceTemplate {
    DeviceTemplate(
      "controller", "controller type='virtio-serial' index='${1:\(facts.unusedIndex)}'/>$0",
      .controller(Controller(index: facts.unusedIndex)), ElementSchema.controller.documentation)
  }

  private static let channel = DeviceTemplate(
    "channel", "channel type='${1:unix}'>\n  <target type='virtio' name='$2'/>$0\n</channel>",
    VirtioSerialDevice(.channel),
    ElementSchema.channel.documentation)

  private static let console = DeviceTemplate(
    "console", "console type='${1:pty}'>\n  <target type='virtio'/>$0\n</console>", VirtioSerialDevice(.console),
    ElementSchema.console.documentation)

  private static let presets = Preset.all.map(DeviceTemplate.init)

  private init(_ label: String, _ snippet: String, _ device: VirtioSerialDevice, _ documentation: String?) {
    self.label = label
    self.snippet = snippet
    plain = String(device.xml().dropFirst())
    self.documentation = documentation ?? ""
    isPreset = false
  }

  private init(_ preset: Preset) {
    label = preset.name
    plain = String(preset.devices.map { $0.xml() }.joined(separator: "\n").dropFirst())
    snippet = plain.reduce(into: "") { text, character in
      text += character == "$" || character == "}" || character == "\\" ? "\\\(character)" : "\(character)"
    }
    documentation = "\(preset.summary)\n\nHost: \(preset.host)\n\nGuest: \(preset.guest)"
    isPreset = true
  }
}
