/// One member of a ``JSONObject``.
public struct JSONMember: Hashable, Sendable {
  /// The name.
  public var key: String
  /// The value, of any type.
  public var value: JSONValue

  /// Creates a member.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// A JSON object, which preserves the order of its members. Two objects are equal if their members are equal and in the same order.
public struct JSONObject: Hashable, Sendable {
  /// The members in order.
  public var members: [JSONMember]

  /// Creates an object. The keys should be unique.
  public init(_ members: [JSONMember] = []) { self.members = members }

  /// The value of the first member named `key`. Setting it replaces that member or appends one; setting nil removes it.
  public subscript(key: String) -> JSONValue? {
    get { members.first { $0.key == key }?.value }
    set {
      let position = members.firstIndex { $0.key == key }
      switch (position, newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil): members.remove(at: position)
      case (nil, let value?): members.append(JSONMember(key, value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object with the members in the given order.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self.init(members.map { JSONMember($0, $1) })
  }
}

extension JSONObject: RandomAccessCollection {
  /// The index of the first member, 0.
  public var startIndex: Int { members.startIndex }
  /// The index after the last member.
  public var endIndex: Int { members.endIndex }
  /// The member at an index, which must be valid.
  public subscript(position: Int) -> JSONMember { members[position] }
}
