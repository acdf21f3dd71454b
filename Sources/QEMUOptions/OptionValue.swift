/// The value of a property of an option.
public enum OptionValue: Hashable, Sendable {
  /// A string.
  case string(String)
  /// An integer.
  case integer(Int)
  /// A boolean.
  case boolean(Bool)
  /// Several values.
  case list([OptionValue])
  /// Nested properties.
  case object([OptionProperty])
  /// The text after `key=`, whose type depends on the key.
  case text(String)
  /// A string whose commas are not doubled, as printed by libvirt versions that do not double them.
  case verbatim(String)
}

/// One property of an option.
public struct OptionProperty: Hashable, Sendable {
  /// The name.
  public var key: String
  /// The value, whose type depends on the property.
  public var value: OptionValue
  /// The location of the key; an empty range before the value if the key is implied.
  public var keyLocation: OptionLocation
  /// The source range of the value.
  public var valueLocation: OptionLocation

  /// Creates a property.
  public init(
    _ key: String, _ value: OptionValue, keyLocation: OptionLocation = .none, valueLocation: OptionLocation = .none
  ) {
    self.key = key
    self.value = value
    self.keyLocation = keyLocation
    self.valueLocation = valueLocation
  }
}

extension OptionValue {
  /// The value as key=value text; nil if it is an object or a list.
  public var word: String? {
    switch self {
    case .string(let value), .text(let value), .verbatim(let value): value
    case .integer(let value): String(value)
    case .boolean(let value): value ? "on" : "off"
    case .list, .object: nil
    }
  }
}

extension OptionProperty {
  /// The properties that express this one as flat text: `a.b=c` for a nested value, and one property per element of a
  /// list. An element that is an object with only `str` is that string, as in QEMU's `String` type.
  public var spelled: [OptionProperty] {
    switch value {
    case .list(let elements):
      elements.flatMap {
        OptionProperty(key, $0.unwrapped, keyLocation: keyLocation, valueLocation: valueLocation).spelled
      }
    case .object(let members):
      members.flatMap {
        OptionProperty("\(key).\($0.key)", $0.value, keyLocation: $0.keyLocation, valueLocation: $0.valueLocation)
          .spelled
      }
    default:
      [OptionProperty(key, .text(value.word ?? ""), keyLocation: keyLocation, valueLocation: valueLocation)]
    }
  }
}

extension OptionValue {
  fileprivate var unwrapped: OptionValue {
    if case .object(let members) = self, members.count == 1, members[0].key == "str" { members[0].value } else { self }
  }
}
