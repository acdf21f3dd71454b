/// A line on standard error that tells how far a long run has come; nothing when that is not a terminal, or the run is short.
package struct ProgressLine {
  private let total: Int
  private let noun: String
  private let isOn: Bool
  private var isShown = false
  private var due: ContinuousClock.Instant

  /// Prepares for a run.
  /// - Parameters:
  ///   - total: how many inputs the run has.
  ///   - noun: what they are, in the plural.
  package init(total: Int, of noun: String = "files", isOn: Bool = Terminal.isError) {
    self.total = total
    self.noun = noun
    self.isOn = isOn
    due = .now + .milliseconds(500)
  }

  /// Shows how many are done, a few times a second.
  package mutating func update(done: Int, on output: inout some OutputStream) {
    guard isOn, done < total, ContinuousClock.now >= due else { return }
    due = .now + .milliseconds(100)
    isShown = true
    output.write("\r\u{1B}[Kchecked \(done) of \(total) \(noun)")
  }

  /// Takes the line away, before anything else is printed.
  package mutating func clear(on output: inout some OutputStream) {
    guard isShown else { return }
    isShown = false
    output.write("\r\u{1B}[K")
  }
}
