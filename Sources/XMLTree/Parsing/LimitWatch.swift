internal import SourceText

/// Counts what ``XMLLimits`` bound while a text is read.
struct LimitWatch {
  private let limits: XMLLimits
  /// How deep the parser is; the element of ours around the text has depth 0.
  private(set) var depth = -1
  private var namespaces = 0
  /// The depths at which namespaces are declared, and how many.
  private var scopes: [(depth: Int, count: Int)] = []
  private var maximumNameCount = 0

  init(_ limits: XMLLimits) { self.limits = limits }

  /// Begins with a text, when so many names are known already.
  mutating func begin(nameCount: Int) {
    (depth, namespaces, scopes) = (-1, 0, [])
    maximumNameCount = nameCount + limits.names
  }

  /// Notes a start tag.
  mutating func enter(namespaceCount: Int) {
    depth += 1
    if namespaceCount > 0 {
      scopes.append((depth, namespaceCount))
      namespaces += namespaceCount
    }
  }

  /// Notes an end tag.
  mutating func leave() {
    if let last = scopes.last, last.depth == depth {
      namespaces -= last.count
      scopes.removeLast()
    }
    depth -= 1
  }

  /// Whether a limit is exceeded, now that so many names are known.
  func isExceeded(nameCount: Int) -> Bool {
    depth > limits.depth || namespaces > limits.namespaces || nameCount > maximumNameCount
  }

  /// The problem for the limit that the start tag at `range` exceeds.
  func problem(at range: Range<Int>) -> XMLProblem {
    if depth > limits.depth { return .tooDeep(at: SourceRange(range), limit: limits.depth) }
    if namespaces > limits.namespaces { return .tooManyNamespaces(at: SourceRange(range), limit: limits.namespaces) }
    return .tooManyNames(at: SourceRange(range), limit: limits.names)
  }
}
