/// The doc comments of the model, for explanations of elements, attributes and values to users.
///
/// `make element-documentation` generates the table in `ElementDocumentation+Table.swift` from the doc comments.
enum ElementDocumentation {
  /// What is said of a declaration, such as `VirtioTarget.name` or `SocketMode.bind`: names of XML, behind the type that describes them.
  static func text(_ declaration: String) -> String? { table[declaration] }
}

/// The name of a type of the model. It takes no part in equality: schemas are equal when they allow the same.
struct DeclarationName: Hashable, Sendable {
  /// The name without that of the module, such as `Address.Kind`.
  let text: String

  init(_ type: Any.Type) {
    let name = String(reflecting: type)
    text = name.hasPrefix("DomainModel.") ? String(name.dropFirst("DomainModel.".count)) : name
  }

  /// What is said of the type.
  var documentation: String? { ElementDocumentation.text(text) }

  /// What is said of something that the type describes.
  func documentation(of name: String) -> String? { ElementDocumentation.text("\(text).\(name)") }

  static func == (a: DeclarationName, b: DeclarationName) -> Bool { true }

  func hash(into hasher: inout Hasher) {}
}
