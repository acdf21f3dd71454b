/// One option of a QEMU command line: a flag and its value, in any syntax.
public struct QEMUOption: Hashable, Sendable {
  /// The flag of the option.
  public var flag: OptionFlag
  /// The properties, in order.
  public var properties: [OptionProperty]
  /// The source range of the flag.
  public var flagLocation: OptionLocation
  /// The source range of the value.
  public var location: OptionLocation

  /// Creates an option.
  public init(
    _ flag: OptionFlag, _ properties: [OptionProperty], flagLocation: OptionLocation = .none,
    location: OptionLocation = .none
  ) {
    self.flag = flag
    self.properties = properties
    self.flagLocation = flagLocation
    self.location = location
  }

  /// The property with a key; nil if there is none. If it occurs several times, QEMU uses the last one, but the first `id`
  /// (`opts_parse_id`).
  public subscript(key: String) -> OptionProperty? {
    key == "id" ? properties.first { $0.key == key } : properties.last { $0.key == key }
  }

  /// The option in key=value form, in which all values are text and not nested.
  public var spelled: QEMUOption {
    QEMUOption(flag, properties.flatMap(\.spelled), flagLocation: flagLocation, location: location)
  }

  /// The option with booleans as the words `yes` and `no`.
  public var withYesAndNo: QEMUOption {
    var option = self
    for (index, property) in properties.enumerated() {
      if case .boolean(let isTrue) = property.value { option.properties[index].value = .text(isTrue ? "yes" : "no") }
    }
    return option
  }

  /// The option in which the commas of some values are not doubled, as printed by libvirt versions that do not double them.
  public func verbatim(_ keys: Set<String>) -> QEMUOption {
    var option = self
    for (index, property) in properties.enumerated() where keys.contains(property.key) {
      if case .string(let text) = property.value { option.properties[index].value = .verbatim(text) }
    }
    return option
  }
}
