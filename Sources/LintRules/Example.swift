public import Resolution
public import SourceText

/// An example for a rule. `⟦` and `⟧` enclose exactly the range that must be underlined.
public struct Example: Sendable {
  /// The context of the XML.
  public enum Context: Sendable {
    /// The `<devices>` of a domain.
    case devices(machine: String = "pc", architecture: String = "x86_64")
    /// The `<devices>` of a domain with a name, on a pc machine.
    case named(String)
    /// Several domains, named `vm1` and so on, separated by blank lines.
    case domains
    /// None: the XML is the whole file.
    case file
    /// None: the example is not XML, but QEMU options in shell syntax.
    case commandLine
  }

  /// The text with marks.
  public let marked: String
  /// The source after the rule's first fix; nil if there is no fix.
  public let fixed: String?
  /// The context of the example.
  public let context: Context
  /// The versions to target.
  public let versions: Versions
  /// Whether the page of the rule shows it. An example that differs from another one only in the error message or the versions is not
  /// shown.
  public let isOnPage: Bool

  /// Creates an example.
  public init(
    _ marked: String, fixed: String? = nil, in context: Context = .devices(), with versions: Versions = .newest,
    onPage: Bool = true
  ) {
    self.marked = marked
    self.fixed = fixed
    self.context = context
    self.versions = versions
    isOnPage = onPage
  }

  /// The same example with other versions.
  func with(_ versions: Versions) -> Example {
    Example(marked, fixed: fixed, in: context, with: versions, onPage: isOnPage)
  }

  /// The text without marks.
  public var xml: String { marked.filter { $0 != "⟦" && $0 != "⟧" } }

  /// The whole file, without marks.
  public var file: String { Self.wrap(xml, in: context) }

  /// The whole file after the first fix; nil if there is no fix.
  public var fixedFile: String? { fixed.map { Self.wrap($0, in: context) } }

  /// The marked ranges of `file`.
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

  /// The example itself, or one example for each of its domains.
  public var parts: [Example] {
    guard case .domains = context else { return [self] }
    return marked.split(separator: "\n\n").enumerated().map { Example(String($1), in: .named("vm\($0 + 1)")) }
  }

  private static func wrap(_ xml: String, in context: Context) -> String {
    switch context {
    case .file, .commandLine: xml
    case .devices(let machine, let architecture): domain("vm", xml, machine, architecture)
    case .named(let name): domain(name, xml, "pc", "x86_64")
    case .domains: Example(xml, in: .domains).parts.map(\.file).joined()
    }
  }

  private static func domain(_ name: String, _ devices: String, _ machine: String, _ architecture: String) -> String {
    let lines = devices.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    return """
      <domain type='kvm'>
        <name>\(name)</name>
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

extension Versions {
  /// Debian 11: the oldest pair that domains were recorded with.
  static let bullseye = Versions(libvirt: Version(7), qemu: Version(5, 2))
  /// Debian 12.
  static let bookworm = Versions(libvirt: Version(9), qemu: Version(7, 2))
}

extension Example {
  /// What a rule finds in all parts.
  func findings(of rule: Rule) -> [Diagnostic] { diagnostics.joined().filter { $0.rule == rule.id } }

  /// The findings of the linter in each part and between the parts.
  public var diagnostics: [[Diagnostic]] {
    var linter = Linter(versions: versions, rules: Rule.all)
    if case .commandLine = context { return [linter.findings(in: file, like: self)] }
    var run = RunLinter()
    let found = parts.enumerated().map { number, part in
      let result = linter.lint(SourceFile(name: "vm\(number + 1).xml", part.file))
      run.add(result.facts)
      return result.diagnostics
    }
    let between = Dictionary(run.findings().map { ($0.file, $0.findings) }) { first, _ in first }
    return found.enumerated().map { $1 + between["vm\($0 + 1).xml", default: []] }
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf8.count }
}
