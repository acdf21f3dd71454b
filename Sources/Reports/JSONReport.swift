internal import JSONText
internal import SourceText

/// One JSON document: the findings, then a summary. docs/schemas/findings.schema.json describes it.
struct JSONReport: Report {
  private let context: ReportContext

  init(_ context: ReportContext) { self.context = context }

  var opening: String {
    let head = String.json { printer in
      printer.member("version", FindingPrinter.version)
      printer.member("tool", "virt-channel \(context.toolVersion)")
      printer.member("libvirt", context.libvirt)
      printer.member("qemu", context.qemu)
    }
    return "\(head.dropLast()),\"findings\":[\n"
  }

  var separator: String { ",\n" }

  func write(_ file: FileFindings, to output: inout some TextOutputStream) {
    var finding = FindingPrinter(file)
    output.write(file.findings, separator: separator) { diagnostic in
      String.json { finding.print(diagnostic, to: &$0) }
    }
  }

  func closing(_ summary: RunSummary) -> String {
    "\n],\"summary\":\(String.json { summary.print(to: &$0) })}\n"
  }
}

extension RunSummary {
  /// Prints the members of the summary.
  fileprivate func print(to printer: inout JSONPrinter) {
    printer.member("checked", checked)
    printer.member("skipped", skipped.count)
    printer.member("skippedDomainTypes", skipped.json)
    printer.member("notReached", notReached)
    printer.member("templateValues", templateValues)
    if known > 0 { printer.member("known", known) }
    for severity in Severity.allCases.reversed() { printer.member("\(severity.rawValue)s", findings(severity)) }
    printer.member("fixable", fixable)
    printer.key("rules")
    printer.array { printer in
      for rule in rules { printer.object { printer in rule.print(to: &printer) } }
    }
    printer.key("unreadable")
    printer.array { printer in
      for input in unreadable { printer.value(["file": .string(input.path), "reason": .string(input.reason)]) }
    }
  }
}

extension RunSummary.RuleCount {
  fileprivate func print(to printer: inout JSONPrinter) {
    printer.member("code", rule.code)
    printer.member("name", rule.name)
    printer.member("severity", severity.rawValue)
    printer.member("findings", findings)
    printer.member("fixable", fixable)
  }
}
