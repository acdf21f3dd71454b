/// A dictionary that usually has few entries, such as the controllers of a domain. Up to eight are in lists: hashing them, and creating
/// the type of a dictionary in a run over one file, would take longer than comparing their keys.
@usableFromInline package struct SmallDictionary<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// The keys, in the order in which they were added.
  @usableFromInline package internal(set) var keys: [Key] = []
  /// The values of the keys, in their order.
  @usableFromInline package internal(set) var values: [Value] = []
  /// The positions of the keys in `keys`, if there are more than eight.
  @usableFromInline var positions: [Key: Int] = [:]

  /// Creates a dictionary without entries.
  @inlinable package init() {}

  /// How many entries there are.
  @inlinable package var count: Int { keys.count }

  /// The value of a key; nil if it has none.
  @inlinable package subscript(key: Key) -> Value? { position(of: key).map { values[$0] } }

  /// Sets the value of a key.
  @inlinable package mutating func updateValue(_ value: Value, forKey key: Key) {
    if let position = position(of: key) {
      values[position] = value
    } else {
      append(key, value)
    }
  }

  @inlinable func position(of key: Key) -> Int? {
    positions.isEmpty ? keys.firstIndex(of: key) : positions[key]
  }

  @inlinable mutating func append(_ key: Key, _ value: Value) {
    keys.append(key)
    values.append(value)
    if !positions.isEmpty {
      positions[key] = keys.count - 1
    } else if keys.count > 8 {
      for (position, key) in keys.enumerated() { positions[key] = position }
    }
  }
}
