/// Something that is on a QEMU command line as one option and describes its properties: once, for printing and for reading.
public protocol OptionDescription {
  /// The flag of the option.
  static var flag: OptionFlag { get }

  /// Makes one without values.
  init()

  /// Names every property, in the order of printing, and binds each to a variable.
  mutating func describe(_ coder: inout some PropertyCoder)
}

/// Walks the description of an option.
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
  /// A property that is always there.
  public mutating func string(_ key: String, _ value: inout String) {
    var optional: String? = value
    string(key, &optional)
    value = optional ?? value
  }
}

extension OptionDescription {
  /// The option that this prints as.
  public var option: QEMUOption {
    var emit = PropertyEncoder()
    var copy = self
    copy.describe(&emit)
    return QEMUOption(Self.flag, emit.properties)
  }

  /// Takes an option apart. What it has too much, and what has another type, goes to `problems`.
  public init(accepting option: QEMUOption, _ problems: inout [OptionProblem]) {
    self.init()
    var accept = PropertyDecoder(option)
    describe(&accept)
    problems += accept.problems + accept.leftovers
  }
}
