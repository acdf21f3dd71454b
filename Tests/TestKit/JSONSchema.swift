package import JSONText

/// The part of JSON Schema 2020-12 that the project's own schemas use. A keyword it does not know is a fault of the schema.
package struct JSONSchema {
  private let document: JSONValue

  /// Takes a schema.
  package init(_ document: JSONValue) { self.document = document }

  /// What is wrong with `value`, each with the path to it; empty when the value is valid.
  package func faults(of value: JSONValue) -> [String] { check(value, document, "$") }

  private func check(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    guard let keywords = schema.object else { return schema.bool == false ? ["\(path) is not allowed"] : [] }
    return keywords.flatMap { check(value, $0.key, $0.value, keywords, path) }
  }

  private func check(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONObject, _ path: String
  ) -> [String] {
    switch keyword {
    case "$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples": []
    case "$ref": check(value, resolve(rule.string ?? ""), path)
    case "type": isOf(value, rule) ? [] : ["\(path) is no \(rule)"]
    case "pattern": matches(value.string ?? "", rule.string ?? "") ? [] : ["\(path) does not match \(rule)"]
    case "const": value == rule ? [] : ["\(path) is not \(rule)"]
    case "enum": rule.array?.contains(value) == true ? [] : ["\(path) is none of \(rule)"]
    case "minimum": (value.integer ?? .max) >= (rule.integer ?? .max) ? [] : ["\(path) is less than \(rule)"]
    case "maximum": (value.integer ?? .min) <= (rule.integer ?? .min) ? [] : ["\(path) is more than \(rule)"]
    case "allOf": (rule.array ?? []).flatMap { check(value, $0, path) }
    case "anyOf": (rule.array ?? []).contains { check(value, $0, path).isEmpty } ? [] : ["\(path) is nothing allowed"]
    case "if": check(value, rule, path).isEmpty ? check(value, schema["then"] ?? true, path) : []
    case "then": []
    case "minLength": (value.string ?? "").count >= (rule.integer ?? 0) ? [] : ["\(path) is too short"]
    case "required": (rule.array ?? []).filter { value[$0.string ?? ""] == nil }.map { "\(path) lacks \($0)" }
    case "items": (value.array ?? []).enumerated().flatMap { check($1, rule, "\(path)[\($0)]") }
    case "properties": (value.object ?? [:]).flatMap { check($0.value, rule[$0.key] ?? true, "\(path).\($0.key)") }
    case "additionalProperties", "unevaluatedProperties":
      unknownMembers(of: value, schema).flatMap { check($0.value, rule, "\(path).\($0.key)") }
    default: ["\(path): the schema says '\(keyword)'"]
    }
  }

  private func unknownMembers(of value: JSONValue, _ schema: JSONObject) -> [JSONMember] {
    let referred = schema["$ref"]?.string.map(resolve)?["properties"]
    return (value.object ?? [:]).filter { schema["properties"]?[$0.key] == nil && referred?[$0.key] == nil }
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    (try? Regex(pattern)).flatMap { try? $0.firstMatch(in: text) } != nil
  }

  private func resolve(_ reference: String) -> JSONValue {
    reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? false }
  }

  private func isOf(_ value: JSONValue, _ type: JSONValue) -> Bool {
    if let types = type.array { return types.contains { isOf(value, $0) } }
    return switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || (type == "integer" && number.integer(as: Int.self) != nil)
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}

extension JSONValue {
  /// Reads JSON from a string.
  package init(parsing text: String) throws { try self.init(parsing: Array(text.utf8)) }
}
