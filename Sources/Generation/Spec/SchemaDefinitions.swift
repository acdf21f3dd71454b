internal import DomainModel
internal import JSONText

/// The elements of a spec as JSON Schema. What looks the same wherever it is is defined once.
struct SchemaDefinitions {
  private let devices: [VirtioSerialDevice.Kind: ElementSchema]
  /// The elements that look the same wherever they are, by name.
  private let shared: [String: ElementSchema]

  init(_ devices: [VirtioSerialDevice.Kind: ElementSchema]) {
    self.devices = devices
    var found: [String: Set<ElementSchema>] = [:]
    for schema in devices.values { schema.collectChildren(&found) }
    shared = found.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  /// All definitions, in the order of names.
  func json(and others: JSONObject) -> JSONValue {
    let named = devices.map { ($0.key.rawValue, $0.value) } + shared.map { ($0.key, $0.value) }
    let members = named.map { JSONMember($0.0, json($0.1)) } + others
    return .object(JSONObject(members.sorted { $0.key < $1.key }))
  }

  /// An element as an object: all that any variant has, and for each variant what it has otherwise or not at all.
  private func json(_ schema: ElementSchema) -> JSONValue {
    let properties = properties(schema)
    var object: JSONObject = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    if let attribute = schema.variantAttribute {
      object["allOf"] = .array(schema.variants.map { condition($0, on: attribute, properties) })
    }
    return .object(object)
  }

  private func properties(_ schema: ElementSchema) -> JSONObject {
    var object = JSONObject()
    for variant in [schema] + schema.variants.map(\.schema) {
      for attribute in variant.attributes
      where attribute.name != schema.variantAttribute || object[attribute.name] == nil {
        object[attribute.name] = attribute.json
      }
      for child in variant.children {
        let json = json(child)
        object[child.name] = (object[child.name] ?? json) == json ? json : true
      }
    }
    return object
  }

  /// What holds when the element is a variant.
  private func condition(_ variant: ElementSchema.Variant, on attribute: String, _ all: JSONObject) -> JSONValue {
    let own = properties(variant.schema)
    let differing = all.filter { $0.key != attribute && $0.value != own[$0.key] }
    let members = differing.map { JSONMember($0.key, own[$0.key] ?? false) }
    return [
      "if": ["properties": [attribute: ["const": .string(variant.word)]], "required": [.string(attribute)]],
      "then": ["properties": .object(JSONObject(members))],
    ]
  }

  private func json(_ child: ElementSchema.Child) -> JSONValue {
    let element = shared[child.name] == nil ? json(child.schema) : ["$ref": .string("#/$defs/\(child.name)")]
    return child.isRepeated ? ["anyOf": [element, ["type": "array", "items": element]]] : element
  }
}

extension ElementSchema {
  fileprivate func collectChildren(_ found: inout [String: Set<ElementSchema>]) {
    for child in children {
      found[child.name, default: []].insert(child.schema)
      child.schema.collectChildren(&found)
    }
    for variant in variants { variant.schema.collectChildren(&found) }
  }
}

extension ElementSchema.Attribute {
  fileprivate var json: JSONValue {
    switch expectation {
    case .number(let format):
      [
        "type": ["integer", "string", "null"], "minimum": .integer(format.range.lowerBound),
        "maximum": .integer(format.range.upperBound),
      ]
    case .word([]), .variant([]): ["type": ["string", "integer", "null"]]
    case .word(let words), .variant(let words): ["enum": .array(words.map(JSONValue.string) + truths(words) + [.null])]
    }
  }

  private func truths(_ words: [String]) -> [JSONValue] {
    [["yes", "no"], ["on", "off"]].contains(words) ? [true, false] : []
  }
}
