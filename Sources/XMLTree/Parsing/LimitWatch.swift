internal import SourceText

/// Counts what ``XMLLimits`` bound while a text is read.
struct LimitWatch {
  private let limits: XMLLimits
  private var elements = 0
  /// How many elements were read directly inside the innermost open element.
  private var children = 0
  /// How many were read by then inside those around it, from outside in. The element of ours around the text is in none.
  private var outer: [Int] = []
  private var namespaces = 0
  /// The depths at which namespaces are declared, and how many.
  private var scopes: [(depth: Int, count: Int)] = []
  private var maximumNameCount = 0

  init(_ limits: XMLLimits) { self.limits = limits }

  /// Begins with a text, when so many names are known already.
  mutating func begin(nameCount: Int) {
    (elements, namespaces) = (0, 0)
    scopes.removeAll(keepingCapacity: true)
    children = 0
    outer.removeAll(keepingCapacity: true)
    maximumNameCount = nameCount + limits.names
  }

  /// Notes a start tag.
  mutating func enter(namespaceCount: Int) {
    if depth >= 0 {
      elements += 1
      children += 1
    }
    outer.append(children)
    children = 0
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
    children = outer.popLast() ?? 0
  }

  /// How deep the parser is; the element of ours has depth 0.
  var depth: Int { outer.count - 1 }

  /// Whether a limit is exceeded, now that so many names are known.
  func isExceeded(nameCount: Int) -> Bool {
    depth > limits.depth || elements > limits.elements || siblings > limits.children || namespaces > limits.namespaces
      || nameCount > maximumNameCount
  }

  /// How many elements the parent of the last one holds by now.
  private var siblings: Int { outer.last ?? 0 }

  /// The problem for the limit that the start tag at `range` exceeds.
  func problem(at range: Range<Int>) -> XMLProblem {
    if depth > limits.depth { return .tooDeep(at: SourceRange(range), limit: limits.depth) }
    if elements > limits.elements { return .tooManyElements(at: SourceRange(range), limit: limits.elements) }
    if siblings > limits.children { return .tooManyChildren(at: SourceRange(range), limit: limits.children) }
    if namespaces > limits.namespaces { return .tooManyNamespaces(at: SourceRange(range), limit: limits.namespaces) }
    return .tooManyNames(at: SourceRange(range), limit: limits.names)
  }
}
