internal import VirtChannel

// Options as settings: what an option says, by the name XML has for it, at the option's place.
extension Setting {
  /// The setting of an option with a text value.
  init(_ name: Name, _ value: (some AttributeValue)?, _ option: String) {
    self.init(name.text, value.map { .text($0.attributeText) } ?? .nothing, at: .option(option))
  }

  /// The setting of an option with a number.
  init(_ name: Name, _ value: Int?, _ option: String) {
    self.init(name.text, value.map(Content.number) ?? .nothing, at: .option(option))
  }

  /// The setting of several options for one child.
  init(_ name: Name, _ settings: [Setting]) {
    let location = settings.first(where: \.asksForSomething)?.location ?? .none
    self.init(name.text, .element(settings), at: location)
  }
}
