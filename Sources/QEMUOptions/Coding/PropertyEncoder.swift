/// Collects the properties of a description, typed as they are declared; what is nil is left out.
struct PropertyEncoder: PropertyCoder {
  private(set) var properties: [OptionProperty] = []

  mutating func string(_ key: String, _ value: inout String?) { add(key, value.map { .string($0) }) }

  mutating func integer(_ key: String, _ value: inout Int?) { add(key, value.map { .integer($0) }) }

  mutating func boolean(_ key: String, _ value: inout Bool?) { add(key, value.map { .boolean($0) }) }

  mutating func string(_ key: String, _ value: inout String?, orInteger number: inout Int?) {
    add(key, value.map { .string($0) } ?? number.map { .integer($0) })
  }

  mutating func strings(_ key: String, _ values: inout [String]) {
    add(key, values.isEmpty ? nil : .list(values.map { .object([OptionProperty("str", .string($0))]) }))
  }

  private mutating func add(_ key: String, _ value: OptionValue?) {
    if let value { properties.append(OptionProperty(key, value)) }
  }
}
