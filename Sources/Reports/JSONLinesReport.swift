internal import JSONText
internal import SourceText

/// One finding a line, each a JSON document by docs/schemas/finding.schema.json.
struct JSONLinesReport: Report {
  func section(for file: FileFindings) -> String {
    var finding = FindingPrinter(file)
    return file.findings.reduce(into: "") { text, diagnostic in
      text += String.json { printer in
        printer.member("version", FindingPrinter.version)
        finding.print(diagnostic, to: &printer)
      }
      text += "\n"
    }
  }
}
