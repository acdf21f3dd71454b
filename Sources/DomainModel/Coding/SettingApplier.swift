/// Applies settings to an element, in addition to its current values.
struct SettingApplier {
  private(set) var problems: [SettingProblem] = []
  private let path: [String]
  private let settings: [Setting]
  /// Where the element as a whole is asked for.
  private let location: Setting.Location
  private let schema: ElementSchema
  /// The variants chosen so far, by the depth of their element.
  private var variants: [Int: String]
  /// The names that were described, and those among them that have a value.
  private var described: Set<String> = []
  private var present: Set<String> = []

  /// Fills a whole device in.
  static func apply(
    _ settings: [Setting], at location: Setting.Location, to device: inout some Element, named name: Name,
    schema: ElementSchema
  ) -> [SettingProblem] {
    var filler = SettingApplier(
      path: [name.text], settings: settings, location: location, schema: schema, variants: [:])
    return filler.fill(&device)
  }

  private init(
    path: [String], settings: [Setting], location: Setting.Location, schema: ElementSchema, variants: [Int: String]
  ) {
    self.path = path
    self.settings = settings
    self.location = location
    self.schema = schema
    self.variants = variants
  }

  private mutating func fill(_ element: inout some Element) -> [SettingProblem] {
    element.describe(&self)
    noteUnclaimed()
    return problems
  }

  /// Fills a child in, if the setting is one of an element.
  private mutating func fill(_ child: inout some Element, named name: Name, from setting: Setting) {
    guard let settings = setting.settings else { return note(.notAnElement, setting) }
    var filler = SettingApplier(
      path: path + [name.text], settings: settings, location: setting.location, schema: schema, variants: variants)
    problems += filler.fill(&child)
  }

  /// The setting of a name, if something is asked for.
  private mutating func claim(_ name: Name) -> Setting? {
    described.insert(name.text)
    let all = settings.filter { $0.name == name.text && $0.asksForSomething }
    for extra in all.dropFirst() { note(.repeated, extra) }
    return all.first
  }

  private mutating func note(_ reason: SettingProblem.Reason, _ setting: Setting) {
    problems.append(SettingProblem(reason: reason, setting: setting, path: path))
  }

  private mutating func noteUnclaimed() {
    for setting in settings where setting.asksForSomething && !described.contains(setting.name) {
      note(
        variantsThatKnow(setting).map(SettingProblem.Reason.otherVariant) ?? .unknown(known: described.sorted()),
        setting)
    }
  }

  /// The variants in which the setting would make sense, when there are any.
  private func variantsThatKnow(_ setting: Setting) -> SettingProblem.Variants? {
    guard let (depth, words) = schema.variants(allowing: path.dropFirst() + [setting.name]) else { return nil }
    return SettingProblem.Variants(element: path[depth], current: variants[depth] ?? "", fitting: words)
  }
}

extension SettingApplier: ElementCoder {
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    if let setting = claim(name) {
      if let new = setting.text(outOf: Value.words).flatMap(Value.init(attribute:)) {
        value = new
      } else {
        note(.badValue(.word(Value.words)), setting)
      }
    }
    notePresence(name, value != nil)
  }

  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat) {
    if let setting = claim(name) {
      if let new = setting.number(format) { value = new } else { note(.badValue(.number(format)), setting) }
    }
    notePresence(name, value != nil)
  }

  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind> {
    let chosen = choice(name, among: Kind.self).map(Variant.known) ?? current
    variants[path.count - 1] = chosen.text
    return chosen
  }

  private mutating func choice<Kind: VariantWord>(_ name: Name, among kinds: Kind.Type) -> Kind? {
    guard let setting = claim(name) else { return nil }
    let kind = setting.text(outOf: Kind.words).flatMap(Kind.init(attribute:))
    if kind == nil { note(.badValue(.variant(Kind.words)), setting) }
    return kind
  }

  mutating func constant(_ name: Name, _ text: String) {
    guard let setting = claim(name), setting.text(outOf: [text]) != text else { return }
    note(.badValue(.word([text])), setting)
  }

  mutating func child<Child: Element>(_ name: Name, _ child: inout Child?) {
    if let setting = claim(name) {
      var changed = child ?? Child()
      fill(&changed, named: name, from: setting)
      child = changed
    }
    notePresence(name, child != nil)
  }

  mutating func payload<Child: Element>(_ name: Name, _ child: Child) -> Child {
    guard let setting = claim(name) else { return child }
    var child = child
    fill(&child, named: name, from: setting)
    return child
  }

  mutating func children<Child: Element>(_ name: Name, _ children: inout [Child]) {
    described.insert(name.text)
    let wanted = settings.filter { $0.name == name.text && $0.asksForSomething }
    guard !wanted.isEmpty else { return }
    children = wanted.map { setting in
      var child = Child()
      fill(&child, named: name, from: setting)
      return child
    }
  }

  mutating func text(_ name: Name, _ text: inout String?) {
    guard let setting = claim(name) else { return }
    text = setting.text(outOf: [])
    if text == nil { note(.badValue(.word([])), setting) }
  }

  mutating func require(_ name: Name) {
    guard !present.contains(name.text) else { return }
    note(.missing, settings.first { $0.name == name.text } ?? Setting(name.text, .nothing, at: location))
  }

  private mutating func notePresence(_ name: Name, _ isPresent: Bool) {
    if isPresent { present.insert(name.text) }
  }
}
