/// The Swift files of the package's targets, as text.
public enum SwiftSources {
  /// The paths of all files below `Sources`, in order.
  public static let all = Fixtures.files(below: "Sources", ending: ".swift")

  /// What the string literals of a file say, one per line; interpolations are left out.
  public static func literals(of text: String) -> String {
    var isMultiline = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      let line = line.drop { $0 == " " }
      if line.contains("\"\"\"") {
        isMultiline.toggle()
        return nil
      }
      if isMultiline { return withoutInterpolations(line) }
      return line.hasPrefix("//") ? nil : quoted(line)
    }.joined(separator: "\n")
  }

  private static func quoted(_ line: Substring) -> String {
    let parts = withoutInterpolations(line).replacing("\\\"", with: "'").split(
      separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined(separator: "\n")
  }

  /// The line without `\(…)`, also where such an expression has parentheses and quotes of its own.
  private static func withoutInterpolations(_ line: Substring) -> String {
    var (result, depth) = ("", 0)
    var previous: Character = " "
    for character in line {
      switch (character, depth) {
      case ("(", 0) where previous == "\\":
        result.removeLast()
        depth = 1
      case ("(", 1...): depth += 1
      case (")", 1...): depth -= 1
      case (_, 0): result.append(character)
      default: break
      }
      previous = character
    }
    return result
  }
}
