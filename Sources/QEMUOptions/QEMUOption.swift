/// One option of a QEMU command line: a flag and its value, in any syntax.
public struct QEMUOption: Hashable, Sendable {
  /// What kind of option it is.
  public var flag: OptionFlag
  /// The properties in the order in which they are.
  public var properties: [OptionProperty]
  /// Where the flag was read.
  public var flagLocation: OptionLocation
  /// Where the value was read.
  public var location: OptionLocation

  /// Makes an option.
  public init(
    _ flag: OptionFlag, _ properties: [OptionProperty], flagLocation: OptionLocation = .none,
    location: OptionLocation = .none
  ) {
    self.flag = flag
    self.properties = properties
    self.flagLocation = flagLocation
    self.location = location
  }

  /// The property that counts when a key is several times: the last, but of `id` the first (QEMU's `opts_parse_id`).
  public subscript(key: String) -> OptionProperty? {
    key == "id" ? properties.first { $0.key == key } : properties.last { $0.key == key }
  }

  /// The option as key=value text carries it: everything is text, nothing is nested.
  public var spelled: QEMUOption {
    QEMUOption(flag, properties.flatMap(\.spelled), flagLocation: flagLocation, location: location)
  }

  /// The option with its booleans as the words yes and no.
  public var withYesAndNo: QEMUOption {
    var option = self
    for (index, property) in properties.enumerated() {
      if case .boolean(let isTrue) = property.value { option.properties[index].value = .text(isTrue ? "yes" : "no") }
    }
    return option
  }

  /// The option with the commas of some texts left as they are, which is how libvirt prints where it forgets to double them.
  public func verbatim(_ keys: Set<String>) -> QEMUOption {
    var option = self
    for (index, property) in properties.enumerated() where keys.contains(property.key) {
      if case .string(let text) = property.value { option.properties[index].value = .verbatim(text) }
    }
    return option
  }
}
