/// Hands out the properties of an option as its description requests them. Text is converted to the declared type;
/// JSON must already have the right type, as QEMU requires.
struct PropertyDecoder: PropertyCoder {
  private(set) var problems: [OptionProblem] = []

  private let option: QEMUOption
  private var taken: Set<String> = []

  init(_ option: QEMUOption) { self.option = option }

  /// The first properties that were not used, each key once: an option can have a million.
  var leftovers: [OptionProblem] {
    var seen = taken
    var rest: [OptionProblem] = []
    for property in option.properties where rest.count < 1_000 && seen.insert(property.key).inserted {
      rest.append(OptionProblem(.unknownProperty(key: property.key), at: property.keyLocation.range))
    }
    return rest
  }

  mutating func string(_ key: String, _ value: inout String?) {
    take(key, &value, "a string") {
      if case .string(let value) = $0 { value } else { nil }
    } text: {
      $0
    }
  }

  mutating func integer(_ key: String, _ value: inout Int?) {
    take(key, &value, "a number") {
      if case .integer(let value) = $0 { value } else { nil }
    } text: {
      QEMUScalars.number($0).flatMap { Int(exactly: $0) }
    }
  }

  mutating func boolean(_ key: String, _ value: inout Bool?) {
    take(key, &value, "on or off") {
      if case .boolean(let value) = $0 { value } else { nil }
    } text: {
      QEMUScalars.boolean($0)
    }
  }

  mutating func string(_ key: String, _ value: inout String?, orInteger number: inout Int?) {
    if case .integer? = option[key]?.value { integer(key, &number) } else { string(key, &value) }
  }

  mutating func strings(_ key: String, _ values: inout [String]) {
    taken.insert(key)
    for property in option.properties where property.key == key {
      let spelled = property.spelled
      if spelled.allSatisfy({ $0.key == key }) {
        values += spelled.compactMap(\.value.word)
      } else {
        wrongType(property, "a list of strings")
      }
    }
  }

  private mutating func take<Value>(
    _ key: String, _ value: inout Value?, _ expected: String, typed: (OptionValue) -> Value?, text: (String) -> Value?
  ) {
    taken.insert(key)
    guard let property = option[key] else { return }
    let found: Value? = if case .text(let word) = property.value { text(word) } else { typed(property.value) }
    if let found { value = found } else { wrongType(property, expected) }
  }

  private mutating func wrongType(_ property: OptionProperty, _ expected: String) {
    problems.append(OptionProblem(.wrongType(key: property.key, expected: expected), at: property.valueLocation.range))
  }
}
