public import Resolution
public import SourceText

/// XML that shows a rule. `⟦` and `⟧` mark exactly what must be underlined.
public struct Example: Sendable {
  /// What stands around the XML.
  public enum Context: Sendable {
    /// A domain; the XML stands inside its `<devices>`.
    case devices(machine: String = "pc", architecture: String = "x86_64")
    /// Nothing: the XML is the whole file.
    case file
  }

  /// The XML, with marks.
  public let marked: String
  /// What the rule's first fix makes of it; nil when the rule has none.
  public let fixed: String?
  /// What stands around it.
  public let context: Context
  /// Whose behaviour it shows.
  public let versions: Versions

  /// Makes an example.
  public init(
    _ marked: String, fixed: String? = nil, in context: Context = .devices(), with versions: Versions = .newest
  ) {
    self.marked = marked
    self.fixed = fixed
    self.context = context
    self.versions = versions
  }

  /// The XML without marks.
  public var xml: String { marked.filter { $0 != "⟦" && $0 != "⟧" } }

  /// The whole file, without marks.
  public var file: String { Self.wrap(xml, in: context) }

  /// The whole file after the fix.
  public var fixedFile: String? { fixed.map { Self.wrap($0, in: context) } }

  /// The marked places of `file`.
  public var marks: [SourceRange] {
    var marks: [SourceRange] = []
    var open: [Int] = []
    var offset = 0
    for scalar in Self.wrap(marked, in: context).unicodeScalars {
      switch scalar {
      case "⟦": open.append(offset)
      case "⟧": if let start = open.popLast() { marks.append(SourceRange(start, offset)) }
      default: offset += UTF8.width(scalar)
      }
    }
    return marks.sorted()
  }

  private static func wrap(_ xml: String, in context: Context) -> String {
    guard case .devices(let machine, let architecture) = context else { return xml }
    let lines = xml.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    return """
      <domain type='kvm'>
        <name>vm</name>
        <memory unit='MiB'>64</memory>
        <os>
          <type arch='\(architecture)' machine='\(machine)'>hvm</type>
        </os>
        <devices>
      \(lines)
        </devices>
      </domain>

      """
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf8.count }
}
