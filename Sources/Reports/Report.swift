/// A report format: an opening, a section for each file, and a closing.
///
/// Sections are independent of each other, so they can be created in any order and on any thread; ``ReportWriter`` joins them.
public protocol Report: Sendable {
  /// How many notes of a finding are shown: of others no file is needed.
  var maximumOfNotes: Int { get }
  /// What is before the first section.
  var opening: String { get }
  /// What is between two sections that are not empty.
  var separator: String { get }
  /// Writes what is shown for one file, finding by finding; nothing when there is nothing to show.
  func write(_ file: FileFindings, to output: inout some TextOutputStream)
  /// What is after the last section.
  func closing(_ summary: RunSummary) -> String
}

extension Report {
  /// No limit on the number of notes.
  public var maximumOfNotes: Int { .max }
  /// An empty text.
  public var opening: String { "" }
  /// An empty text.
  public var separator: String { "" }
  /// An empty text.
  public func closing(_ summary: RunSummary) -> String { "" }

  /// What is shown for one file; empty when there is nothing to show.
  public func section(for file: FileFindings) -> String {
    var text = ""
    write(file, to: &text)
    return text
  }
}

extension TextOutputStream {
  /// Writes the texts of elements one after another.
  mutating func write<Element>(_ elements: [Element], separator: String, _ text: (Element) -> String) {
    for (number, element) in elements.enumerated() {
      if number > 0 { write(separator) }
      write(text(element))
    }
  }
}

/// Writes a report section by section, without storing the sections.
public struct ReportWriter: Sendable {
  private let report: any Report
  private var hasSections = false

  /// Creates a writer for a report.
  public init(_ report: any Report) { self.report = report }

  /// Writes the opening.
  public func begin(to output: inout some TextOutputStream) {
    output.write(report.opening)
  }

  /// Writes a section that ``Report/section(for:)`` returned.
  public mutating func add(_ section: String, to output: inout some TextOutputStream) {
    guard !section.isEmpty else { return }
    if hasSections { output.write(report.separator) }
    output.write(section)
    hasSections = true
  }

  /// Writes the section of a file with findings without creating its text, which can be larger than the file.
  public mutating func add(_ file: FileFindings, to output: inout some TextOutputStream) {
    if hasSections { output.write(report.separator) }
    report.write(file, to: &output)
    hasSections = true
  }

  /// Writes the closing.
  public func end(_ summary: RunSummary, to output: inout some TextOutputStream) {
    output.write(report.closing(summary))
  }
}
