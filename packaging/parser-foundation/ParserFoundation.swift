// What swift-argument-parser takes from FoundationEssentials: the description of an error, and JSON for its description of commands.
// `packaging/static` compiles the parser with this module under that name, because Foundation would be a third of the portable program, and
// half of the pages that every start of it must relocate.

/// An error that describes itself.
public protocol LocalizedError: Error {
  /// What happened.
  var errorDescription: String? { get }
}

/// The UTF-8 of a text.
public struct Data {
  fileprivate let text: String
}

extension String {
  /// How text is encoded.
  public enum Encoding { case utf8 }

  /// Makes the text again.
  public init?(data: Data, encoding: Encoding) { self = data.text }
}

/// Writes values as JSON, in lines, with sorted keys.
public final class JSONEncoder {
  /// How JSON is written; there is one way.
  public struct OutputFormatting: OptionSet, Sendable {
    public let rawValue: Int
    public static let prettyPrinted = OutputFormatting(rawValue: 1)
    public static let sortedKeys = OutputFormatting(rawValue: 2)

    public init(rawValue: Int) { self.rawValue = rawValue }
  }

  public var outputFormatting: OutputFormatting = []

  public init() {}

  /// The JSON of a value.
  public func encode<Value: Encodable>(_ value: Value) throws -> Data {
    let node = Node()
    try node.write(value)
    return Data(text: node.json(indent: "\n"))
  }
}

/// A JSON value that is being written.
private final class Node {
  private enum Content {
    case scalar(String)
    case array([Node])
    case object([String: Node])
  }

  private var content = Content.scalar("null")

  func write<Value: Encodable>(_ value: Value) throws {
    switch value {
    case let text as String: content = .scalar(Self.quoted(text))
    case let flag as Bool: content = .scalar("\(flag)")
    case let number as any BinaryInteger: content = .scalar("\(number)")
    case let number as any BinaryFloatingPoint: content = .scalar("\(number)")
    default: try value.encode(to: NodeEncoder(node: self))
    }
  }

  func writeNull() { content = .scalar("null") }

  func becomeObject() { if case .object = content {} else { content = .object([:]) } }

  func becomeArray() { if case .array = content {} else { content = .array([]) } }

  var count: Int { if case .array(let nodes) = content { nodes.count } else { 0 } }

  func member(_ key: String) -> Node {
    let node = Node()
    guard case .object(var members) = content else { return node }
    members[key] = node
    content = .object(members)
    return node
  }

  func element() -> Node {
    let node = Node()
    guard case .array(let nodes) = content else { return node }
    content = .array(nodes + [node])
    return node
  }

  /// - Parameter indent: the end of a line and the spaces at the beginning of the next.
  func json(indent: String) -> String {
    let inner = indent + "  "
    switch content {
    case .scalar(let text): return text
    case .array(let nodes):
      return "[" + nodes.map { inner + $0.json(indent: inner) }.joined(separator: ",") + indent + "]"
    case .object(let members):
      let lines = members.sorted { $0.key < $1.key }.map { inner + Self.quoted($0) + " : " + $1.json(indent: inner) }
      return "{" + lines.joined(separator: ",") + indent + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\u{0}"..<" ": "\\u" + String(0x10000 + scalar.value, radix: 16).dropFirst()
    default: String(scalar)
    }
  }
}

private struct NodeEncoder: Encoder {
  let node: Node
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.becomeObject()
    return KeyedEncodingContainer(Members(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.becomeArray()
    return Elements(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node) }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: Node
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { node.member(key.stringValue).writeNull() }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try node.member(key.stringValue).write(value)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    NodeEncoder(node: node.member(key.stringValue)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.member(key.stringValue)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { NodeEncoder(node: node.member("super")) }

  func superEncoder(forKey key: Key) -> any Encoder { NodeEncoder(node: node.member(key.stringValue)) }
}

private struct Elements: UnkeyedEncodingContainer {
  let node: Node
  var codingPath: [any CodingKey] { [] }
  var count: Int { node.count }

  func encodeNil() { node.element().writeNull() }

  func encode<Value: Encodable>(_ value: Value) throws { try node.element().write(value) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    NodeEncoder(node: node.element()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { NodeEncoder(node: node.element()).unkeyedContainer() }

  func superEncoder() -> any Encoder { NodeEncoder(node: node.element()) }
}

private struct Single: SingleValueEncodingContainer {
  let node: Node
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { node.writeNull() }

  func encode<Value: Encodable>(_ value: Value) throws { try node.write(value) }
}
