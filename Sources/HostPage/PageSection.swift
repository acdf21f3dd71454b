internal import SourceText
internal import Topology

/// One domain's part of the page.
struct PageSection {
  private let domain: HostPage.Domain
  private let number: Int
  private let system: GuestEnd.System

  init(_ domain: HostPage.Domain, number: Int, _ system: GuestEnd.System) {
    self.domain = domain
    self.number = number
    self.system = system
  }

  var html: String {
    let id = "domain-\(number)"
    let clashes = domain.clashes.count + domain.partners.count
    return """
      <article id="\(id)" aria-labelledby="\(id)-title" data-findings="\(domain.findings.count + clashes)" data-clashes="\(clashes)">
      <h2 id="\(id)-title">\(domain.title.html)\(domain.badges)</h2>
      <p class="file">\(domain.file.name.html)</p>
      <img src="\(picture)" alt="\("Diagram of the channels of \(domain.title); the table below has the same content".html)">
      \(table)\(remarks)\(findings)</article>

      """
  }

  private var picture: String { "data:image/svg+xml," + domain.map.svg(for: system).percentEncoded }

  private var table: String {
    let rows = domain.map.rows(for: system)
    let head = rows[0].map { "<th scope=\"col\">\($0.html)</th>" }.joined()
    let body = rows.dropFirst().map { row in
      "<tr><th scope=\"row\">\(row[0].html)</th>\(row.dropFirst().map { "<td>\($0.breakable)</td>" }.joined())</tr>\n"
    }
    return """
      <div class="wide" role="region" tabindex="0" aria-label="\("Channels of \(domain.title)".html)">
      <table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body.joined())</tbody>
      </table>
      </div>

      """
  }

  private var remarks: String {
    let lines = domain.map.remarks.map { "<li>\($0.html)</li>\n" }.joined()
    return lines.isEmpty ? "" : "<ul class=\"remarks\">\n\(lines)</ul>\n"
  }

  private var findings: String {
    let all = domain.findings + domain.clashes
    guard !all.isEmpty else { return partners.isEmpty ? "<p>No findings.</p>\n" : partners }
    let index = LineIndex(domain.file)
    return "<h3>Findings</h3>\n<ul class=\"findings\">\n\(all.map { item($0, index) }.joined())</ul>\n\(partners)"
  }

  /// The domains whose findings name this one.
  private var partners: String {
    let links = domain.partners.map { "<a href=\"#domain-\($0.number)\">\($0.title.html)</a>" }
    return links.isEmpty ? "" : "<p>Conflicts with \(links.listed); see the finding there.</p>\n"
  }

  private func item(_ finding: Diagnostic, _ index: LineIndex) -> String {
    let place = index.position(of: finding.range.lowerBound)
    let help = finding.help.map { "<br>\("help: \($0)".html)" } ?? ""
    return """
      <li class="\(finding.severity.rawValue)"><strong>\(finding.severity.rawValue)</strong> line \(place.line), column \(place.column): \
      \(finding.message.html)\(finding.others) <code>\(finding.rule.code) \(finding.rule.name)</code>\(help)
      <pre>\(line(place.line, index).html)</pre></li>

      """
  }

  /// The line of the file, without the blanks before it.
  private func line(_ number: Int, _ index: LineIndex) -> String {
    let range = index.range(ofLine: number)
    let bytes = domain.file.bytes[range.lowerBound..<range.upperBound].drop { $0 == 0x20 || $0 == 0x09 }
    let text = String(decoding: bytes.prefix(400), as: UTF8.self)
    return bytes.count > 400 ? text + "…" : text
  }
}
