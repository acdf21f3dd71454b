internal import JSONText
internal import SourceText

/// One finding a line, each a JSON document by docs/schemas/finding.schema.json.
struct JSONLinesReport: Report {
  func write(_ file: FileFindings, to output: inout some TextOutputStream) {
    var finding = FindingPrinter(file)
    for diagnostic in file.findings {
      let line = String.json { printer in
        printer.member("version", FindingPrinter.version)
        finding.print(diagnostic, to: &printer)
      }
      output.write("\(line)\n")
    }
  }
}
