public import SourceText
public import Topology

/// The domains of a host on one HTML page that needs no network: a list with search and filter, and for each domain a diagram, its
/// ports and its findings.
public struct HostPage: Sendable {
  /// A domain on the page.
  public struct Domain: Sendable {
    /// The channels of the domain, with both ends.
    public let map: ChannelMap
    /// The file it was read from.
    public let file: SourceFile
    /// The findings in the domain, in the order of the file.
    public let findings: [Diagnostic]
    /// The findings about conflicts with other domains of the page.
    public var clashes: [Diagnostic] = []
    /// The domains of the page that report a clash with this one.
    var partners: [Partner] = []

    /// Creates a domain.
    public init(_ map: ChannelMap, in file: SourceFile, findings: [Diagnostic]) {
      self.map = map
      self.file = file
      self.findings = findings
    }

    /// Its name; that of its file where it has none.
    var title: String { map.domain ?? file.name }
  }

  /// A domain that reports a clash, by its number on the page.
  struct Partner {
    let number: Int
    let title: String
  }

  private let domains: [Domain]
  private let system: GuestEnd.System

  /// Creates a page whose device names are those of a guest operating system.
  public init(_ domains: [Domain], for system: GuestEnd.System = .linux) {
    self.domains = domains.withPartners
    self.system = system
  }

  /// The page as HTML.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="\(PageScript.policy)">
    <title>\(title.html)</title>
    <style>
    \(PageStyle.text)</style>
    </head>
    <body>
    <a class="skip" href="#domains">Skip to the domains</a>
    <header>
    <h1>\(title.html)</h1>
    \(PageScript.form)\(list)</header>
    <main id="domains" tabindex="-1">
    \(clashes)\(domains.enumerated().map { PageSection($1, number: $0, system).html }.joined())</main>
    <script>\(PageScript.text)</script>
    </body>
    </html>

    """
  }

  private var title: String { domains.count == 1 ? "Channels of one domain" : "Channels of \(domains.count) domains" }

  private var list: String {
    let entries = domains.enumerated().map { number, domain in
      "<li data-domain=\"domain-\(number)\"><a href=\"#domain-\(number)\">\(domain.title.html)</a>\(domain.badges)</li>\n"
    }
    return "<nav aria-label=\"Domains\">\n<ul class=\"list\">\n\(entries.joined())</ul>\n</nav>\n"
  }

  /// What is wrong between domains, all of it in one list.
  private var clashes: String {
    let lines = domains.enumerated().flatMap { number, domain in
      domain.clashes.map { clash in
        "<li><a href=\"#domain-\(number)\">\(domain.title.html)</a>: \(clash.message.html): "
          + "<code>\(String(domain.file.text(in: clash.range).prefix(400)).html)</code>\(clash.others)</li>\n"
      }
    }
    guard !lines.isEmpty else { return "" }
    return
      "<section id=\"clashes\" aria-labelledby=\"clashes-title\">\n<h2 id=\"clashes-title\">Conflicts between domains</h2>\n"
      + "<ul>\n\(lines.joined())</ul>\n</section>\n"
  }
}

extension HostPage.Domain {
  /// The numbers of errors, warnings and notes, as words next to the name.
  var badges: String {
    Severity.allCases.reversed().map { severity in
      let count = (findings + clashes).count { $0.severity == severity }
      guard count > 0 else { return "" }
      return " <span class=\"\(severity.rawValue)\">\(count) \(severity.rawValue)\(count == 1 ? "" : "s")</span>"
    }.joined()
  }
}

extension [HostPage.Domain] {
  /// The domains, each with those that report a clash with it.
  fileprivate var withPartners: [HostPage.Domain] {
    let numbers = Dictionary(enumerated().map { ($1.file.name, $0) }) { first, _ in first }
    var domains = self
    for (number, domain) in enumerated() {
      let others = Set(domain.clashes.flatMap(\.notes).compactMap { $0.file.flatMap { numbers[$0] } })
      for other in others.sorted() { domains[other].partners.append(.init(number: number, title: domain.title)) }
    }
    return domains
  }
}

extension Diagnostic {
  /// The other files that notes point into.
  var others: String {
    let files = notes.compactMap(\.file).map(\.html)
    return files.isEmpty ? "" : " (\(files.listed))"
  }
}

extension [String] {
  /// The first ten, and how many more there are: in a conflict of a thousand domains each would list all others.
  var listed: String {
    let more = count > 10 ? " and \(count - 10) more" : ""
    return prefix(10).joined(separator: ", ") + more
  }
}
