internal import DomainModel
internal import SourceText

// The words for a setting that could not be granted.
extension RequestError {
  init(_ problem: SettingProblem) {
    let name = problem.setting.name
    let element = problem.path.joined(separator: "/")
    switch problem.reason {
    case .unknown(let known):
      self.init(
        at: problem.setting.location, "<\(element)> has no '\(name.escapedForDisplay)'",
        help: known.nearest(to: name).map { "did you mean '\($0)'?" } ?? "known: \(known.listed)")
    case .otherVariant(let variants):
      self.init(
        at: problem.setting.location, "\(variants.element.withArticle) of type \(variants.current) has no '\(name)'",
        help: "'\(name)' is available for type \(variants.fitting.listed(by: "and"))")
    case .badValue(let expectation):
      self.init(at: problem.setting.contentLocation, expectation, found: problem.setting)
    case .notAnElement:
      self.init(
        at: problem.setting.location, "'\(name)' in <\(element)> is an element, not a value", help: "give an object")
    case .repeated:
      self.init(
        at: problem.setting.location, "<\(element)> accepts '\(name)' once", help: "remove the second one"
      )
    case .missing:
      self.init(at: problem.setting.location, "<\(element)> requires '\(name)'", help: "add it")
    }
  }

  private init(at location: Setting.Location, _ expectation: ReadingIssue.Expectation, found setting: Setting) {
    let found = "'\(setting.shown.escapedForDisplay)'"
    switch expectation {
    case .word([]): self.init(at: location, "\(found) is not a string")
    case .word(let words), .variant(let words):
      self.init(
        at: location, "\(found) is not one of \(words.listed(by: "or"))",
        help: words.nearest(to: setting.shown).map { "did you mean '\($0)'?" })
    case .number(let format): self.init(at: location, "\(found) is not \(format.expectation)")
    }
  }
}

extension Setting {
  /// What was asked for, as it is shown.
  fileprivate var shown: String {
    switch content {
    case .text(let text): text
    case .number(let number): String(number)
    case .truth(let isTrue): String(isTrue)
    case .element: "{…}"
    case .nothing: ""
    }
  }
}

extension String {
  fileprivate var withArticle: String { "\(first.map("aeiou".contains) ?? false ? "an" : "a") \(self)" }
}

extension [String] {
  fileprivate var listed: String { listed(by: "and") }

  /// `a, b or c`.
  fileprivate func listed(by conjunction: String) -> String {
    guard count > 1, let last else { return first ?? "nothing" }
    return "\(dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}
