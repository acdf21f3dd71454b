/// A type that is one option on a QEMU command line and describes its properties, for both printing and parsing.
public protocol OptionDescription {
  /// The flag of the option.
  static var flag: OptionFlag { get }

  /// Makes one without values.
  init()

  /// Names every property, in the order of printing, and binds each to a variable.
  mutating func describe(_ coder: inout some PropertyCoder)
}

/// Prints or parses an option by following its description.
public protocol PropertyCoder {
  /// A property that is text.
  mutating func string(_ key: String, _ value: inout String?)

  /// A property that is a number, not negative.
  mutating func integer(_ key: String, _ value: inout Int?)

  /// A property that is yes or no.
  mutating func boolean(_ key: String, _ value: inout Bool?)

  /// A property that is text, and in JSON may be a number instead.
  mutating func string(_ key: String, _ value: inout String?, orInteger number: inout Int?)

  /// A property that is a list of texts, each behind a key of its own when nested: `[{"str":"…"}]`, QEMU's `StringList`.
  mutating func strings(_ key: String, _ values: inout [String])
}

extension PropertyCoder {
  /// A property that is always present.
  public mutating func string(_ key: String, _ value: inout String) {
    var optional: String? = value
    string(key, &optional)
    value = optional ?? value
  }
}

extension OptionDescription {
  /// The option for this value.
  public var option: QEMUOption {
    var emit = PropertyEncoder()
    var copy = self
    copy.describe(&emit)
    return QEMUOption(Self.flag, emit.properties)
  }

  /// Parses an option. Unknown properties and values of a wrong type are added to `problems`.
  public init(accepting option: QEMUOption, _ problems: inout [OptionProblem]) {
    self.init()
    var accept = PropertyDecoder(option)
    describe(&accept)
    problems += accept.problems + accept.leftovers
  }
}
