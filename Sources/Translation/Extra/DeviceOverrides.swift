internal import DomainModel
internal import QEMUOptions
internal import Resolution
internal import SourceText

/// What `<qemu:override>` changes: properties of devices, by alias.
///
/// Source: libvirt `qemuBuildDeviceCommandlineHandleOverrides`, since 8.2.0.
struct DeviceOverrides {
  /// One property, and where its value is.
  struct Property {
    let name: String
    /// The value; nil removes the property.
    let value: OptionValue?
    let range: SourceRange
    /// The value as it is written.
    let text: String
  }

  private var properties: [String: [Property]] = [:]

  init(_ domain: ResolvedDomain) {
    let (document, node) = (domain.domain.document, domain.domain.header.node)
    guard domain.versions.supports(.deviceOverrides), let names = QEMUNamespace(document, of: node) else { return }
    for device in names.elements("override").flatMap({ names.children("device", of: $0) }) {
      guard let alias = names.value("alias", of: device)?.text else { continue }
      let nodes = names.children("frontend", of: device).flatMap { names.children("property", of: $0) }
      properties[alias, default: []] += nodes.compactMap { node in
        guard let name = names.value("name", of: node), let type = names.value("type", of: node) else { return nil }
        let value = names.value("value", of: node)
        return Property(
          name: name.text, value: Self.value(value?.text, type.text), range: value?.range ?? name.range,
          text: value?.text ?? "")
      }
    }
  }

  var isEmpty: Bool { properties.isEmpty }

  /// What is changed of a device.
  subscript(alias: String) -> [Property] { properties[alias] ?? [] }

  /// Changes the option of a device: a property that is set goes to its end.
  func apply(to option: inout QEMUOption) {
    guard !isEmpty, option.flag == .device, let id = option["id"]?.value.word else { return }
    for property in self[id] {
      option.properties.removeAll { $0.key == property.name }
      if let value = property.value { option.properties.append(OptionProperty(property.name, value)) }
    }
  }

  private static func value(_ text: String?, _ type: String) -> OptionValue? {
    guard let text else { return nil }
    switch type {
    case "signed", "unsigned": return Int(text).map(OptionValue.integer)
    case "bool": return .boolean(text == "true")
    case "string": return .string(text)
    default: return nil
    }
  }
}
