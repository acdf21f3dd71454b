internal import SourceText
internal import VirtChannel

extension RequestError {
  /// The error as one line.
  /// - Parameters:
  ///   - name: the file of the error.
  ///   - text: the lines of the file, if the error can have a location in it.
  func text(about name: String?, _ text: LineIndex? = nil) -> String {
    [location.text(about: name, text), message + (help.map { "; \($0)" } ?? "")].compactMap(\.self).joined(
      separator: ": ")
  }
}

extension Setting.Location {
  fileprivate func text(about name: String?, _ text: LineIndex?) -> String? {
    switch (self, text) {
    case (.option(let option), _): return option
    case (.text(let range), let text?):
      let position = text.position(of: range.lowerBound)
      return "\(name ?? ""):\(position.line):\(position.column)"
    default: return name
    }
  }
}
