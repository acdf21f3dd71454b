internal import LintRules
internal import SourceText
internal import XMLTree

/// Checks documents with one group of settings, reusing the linter.
final class Checker {
  let settings: CheckSettings
  private var linter: Linter

  init(_ settings: CheckSettings) {
    self.settings = settings
    linter = Self.linter(settings)
  }

  /// The findings in a text.
  func lint(_ file: SourceFile) -> LintResult { linter.lint(file) }

  /// A text after all fixes that are safe, of notes too.
  func safelyFixed(_ file: SourceFile) -> SourceFile { FixLoop().fix(file, with: &linter).file }

  private static func linter(_ settings: CheckSettings) -> Linter {
    Linter(
      versions: settings.versions, connection: settings.connection, rules: settings.rules,
      limits: XMLLimits(size: settings.limit))
  }
}
