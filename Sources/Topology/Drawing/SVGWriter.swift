internal import SourceText

/// Writes SVG, element by element.
struct SVGWriter {
  private(set) var text = ""

  /// A rectangle with rounded corners.
  mutating func box(_ frame: Frame, class name: String, radius: Int = 6) {
    element(
      "rect", "x='\(frame.x)' y='\(frame.y)' width='\(frame.width)' height='\(frame.height)' rx='\(radius)'", name)
  }

  /// One line of text; the point is at the left end of its base line.
  mutating func line(_ words: String, x: Int, y: Int, class name: String) {
    text += "<text x='\(x)' y='\(y)' class='\(name)'>\(Self.escaped(words))</text>\n"
  }

  /// A straight line.
  mutating func connect(_ start: (x: Int, y: Int), _ end: (x: Int, y: Int), class name: String) {
    element("line", "x1='\(start.x)' y1='\(start.y)' x2='\(end.x)' y2='\(end.y)'", name)
  }

  /// Something that is not escaped.
  mutating func raw(_ markup: String) { text += markup }

  private mutating func element(_ element: String, _ attributes: String, _ name: String) {
    text += "<\(element) \(attributes) class='\(name)'/>\n"
  }

  static func escaped(_ text: String) -> String {
    text.escapedForDisplay.map { entities[$0] ?? "\($0)" }.joined()
  }

  private static let entities: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;"]
}

/// A rectangle in pixels.
struct Frame: Hashable, Sendable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  var right: Int { x + width }
  var bottom: Int { y + height }
  var middle: Int { y + height / 2 }
}
