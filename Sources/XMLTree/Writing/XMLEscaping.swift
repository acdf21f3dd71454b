internal import SourceText

extension String {
  /// The string as it may be in text or in an attribute's value, with the five escapes that libvirt writes
  /// (virbuffer.c: `virBufferEscapeString`). Characters that XML cannot express are left out, as there.
  package var escapedForXML: String { escaped { _ in nil } }

  /// As ``escapedForXML``, with tabs and line ends as references too: a reader takes plain ones in a value for spaces.
  package var escapedForAttribute: String {
    escaped { scalar in
      switch scalar {
      case "\t": "&#9;"
      case "\n": "&#10;"
      default: nil
      }
    }
  }

  private func escaped(_ more: (Unicode.Scalar) -> String?) -> String {
    guard unicodeScalars.contains(where: \.needsCareInXML) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if let escape = scalar.xmlEscape ?? more(scalar) {
        result += escape
      } else if !scalar.isForbiddenInXML {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var needsCareInXML: Bool { value < 0x20 || xmlEscape != nil || isForbiddenInXML }

  fileprivate var xmlEscape: String? {
    switch self {
    case "<": "&lt;"
    case ">": "&gt;"
    case "&": "&amp;"
    case "\"": "&quot;"
    case "'": "&apos;"
    case "\r": "&#13;"
    default: nil
    }
  }
}
