/// A dictionary that usually has few entries, such as the controllers of a domain. Up to eight are in a list: hashing them, and creating
/// the type of a dictionary in a run over one file, would take longer than comparing their keys.
@usableFromInline package struct SmallDictionary<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// The entries, in the order in which their keys were added.
  @usableFromInline var entries: [(key: Key, value: Value)] = []
  /// The positions of the keys in `entries`, if there are more than eight.
  @usableFromInline var positions: [Key: Int] = [:]

  /// Creates a dictionary without entries.
  @inlinable package init() {}

  /// How many entries there are.
  @inlinable package var count: Int { entries.count }

  /// The keys, in the order in which they were added.
  @inlinable package var keys: [Key] { entries.map(\.key) }

  /// The values of the keys, in their order.
  @inlinable package var values: [Value] { entries.map(\.value) }

  /// The value of a key; nil if it has none.
  @inlinable package subscript(key: Key) -> Value? { position(of: key).map { entries[$0].value } }

  /// Sets the value of a key.
  @inlinable package mutating func updateValue(_ value: Value, forKey key: Key) {
    if let position = position(of: key) {
      entries[position].value = value
    } else {
      append(key, value)
    }
  }

  @inlinable func position(of key: Key) -> Int? {
    positions.isEmpty ? entries.firstIndex { $0.key == key } : positions[key]
  }

  @inlinable mutating func append(_ key: Key, _ value: Value) {
    if entries.isEmpty { entries.reserveCapacity(4) }
    entries.append((key, value))
    if !positions.isEmpty {
      positions[key] = entries.count - 1
    } else if entries.count > 8 {
      for (position, entry) in entries.enumerated() { positions[entry.key] = position }
    }
  }
}
