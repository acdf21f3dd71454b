/// What must hold whatever the input. The fuzzer searches for what breaks a law; the tests replay what it found.
///
/// A trap breaks every law.
public struct Law: Sendable {
  /// The name: that of the command whose work it is about, where there is one.
  public let name: String
  /// The folder of inputs to begin with, below fixtures/fuzz.
  public let corpus: String
  private let body: @Sendable ([UInt8]) throws(LawViolation) -> Void

  init(_ name: String, corpus: String, _ body: @escaping @Sendable ([UInt8]) throws(LawViolation) -> Void) {
    self.name = name
    self.corpus = corpus
    self.body = body
  }

  /// Makes sure that the law holds for an input.
  public func check(_ input: [UInt8]) throws(LawViolation) { try body(input) }

  /// All laws.
  public static let all: [Law] = [.lint, .fix, .resolve, .argv, .xml, .generate, .json, .agent, .lsp]

  /// The law of that name.
  public static func named(_ name: String) -> Law? { all.first { $0.name == name } }
}

/// How an input breaks a law.
public struct LawViolation: Error, CustomStringConvertible, Sendable {
  /// What does not hold.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Throws unless the condition holds.
func expect(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws(LawViolation) {
  if !condition { throw LawViolation(otherwise()) }
}
