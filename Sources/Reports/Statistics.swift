internal import SourceText

extension RunSummary {
  /// A sentence about the run: `2 errors, 1 warning in 2 of 10 files, 3 skipped (lxc 2); 1 can be fixed`.
  public var sentence: String {
    let counts = Severity.allCases.reversed().filter { findings($0) > 0 }.map { findings($0).counted($0.rawValue) }
    let found = counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
    let isAll = counts.isEmpty || withFindings == checked
    let inputs = isAll ? kind.counted(checked) : "\(withFindings) of \(kind.counted(checked))"
    let accepted = known == 0 ? "" : ", \(known) known"
    let left = skipped.count > 0 ? ", \(skipped)" : ""
    let unread = unreadable.isEmpty ? "" : ", \(unreadable.count) unreadable"
    let rest = notReached == 0 ? "" : ", \(notReached) not checked"
    let templates =
      templateValues == 0
      ? "" : templateValues == 1 ? "; 1 value is a template marker" : "; \(templateValues) values are template markers"
    return "\(found) in \(inputs)\(accepted)\(left)\(unread)\(rest)\(templates)"
      + (fixable > 0 ? "; \(fixable) can be fixed" : "")
  }

  /// The number of findings of each rule, one rule per line, in columns.
  public func statistics(_ style: TextStyle = TextStyle()) -> String {
    let width = rules.map { String($0.findings).count }.max() ?? 0
    return rules.reduce(into: "") { text, rule in
      let count = String(rule.findings).padded(to: width, left: true)
      let severity = style.paint(rule.severity.rawValue.padded(to: 7), rule.severity.role)
      let fixable = rule.fixable == 0 ? "" : style.paint(" (\(rule.fixable) fixable)", .rule)
      text += "\(count)  \(severity)  \(rule.rule.code)  \(rule.rule.name)\(fixable)\n"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int, left: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - count))
    return left ? padding + self : self + padding
  }
}
