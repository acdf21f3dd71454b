/// One member of a ``JSONObject``.
public struct JSONMember: Hashable, Sendable {
  /// The name.
  public var key: String
  /// What it holds.
  public var value: JSONValue

  /// Makes a member.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// The members of a JSON object in the order in which they are. Two objects are equal when their members are, in order.
public struct JSONObject: Hashable, Sendable {
  /// The members.
  public var members: [JSONMember]

  /// Makes an object; the keys should differ.
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
  /// Members in the order written.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self.init(members.map { JSONMember($0, $1) })
  }
}

extension JSONObject: RandomAccessCollection {
  /// The position of the first member.
  public var startIndex: Int { members.startIndex }
  /// The position after the last member.
  public var endIndex: Int { members.endIndex }
  /// The member at a position.
  public subscript(position: Int) -> JSONMember { members[position] }
}
