internal import JSONText
internal import SourceText

/// SARIF 2.1.0 (OASIS), one run. The rules that were reported are behind their results, so that results need not wait.
struct SARIFReport: Report {
  private let context: ReportContext

  init(_ context: ReportContext) { self.context = context }

  var opening: String {
    """
    {"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",\
    "version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":[

    """
  }

  var separator: String { ",\n" }

  func write(_ file: FileFindings, to output: inout some TextOutputStream) {
    var result = SARIFResult(file, context)
    output.write(file.findings, separator: separator) { result.text(of: $0) }
  }

  func closing(_ summary: RunSummary) -> String {
    let tool = String.json { printer in
      printer.key("driver")
      printer.object { printer in driver(summary, to: &printer) }
    }
    let invocation = String.json { printer in summary.invocation(context, to: &printer) }
    return "\n],\"tool\":\(tool),\"invocations\":[\(invocation)]}]}\n"
  }

  private func driver(_ summary: RunSummary, to printer: inout JSONPrinter) {
    printer.member("name", "virt-channel")
    printer.member("version", context.toolVersion)
    printer.member("semanticVersion", context.toolVersion)
    let reported = Set(summary.rules.map(\.rule)).sorted { $0.code < $1.code }
    printer.key("rules")
    printer.array { printer in
      for rule in reported.compactMap(context.describe) { printer.object { rule.print(to: &$0) } }
    }
  }
}

extension RuleDescription {
  /// Prints a reportingDescriptor.
  fileprivate func print(to printer: inout JSONPrinter) {
    printer.member("id", id.code)
    printer.member("name", id.name)
    printer.member("shortDescription", ["text": .string(summary)])
    if let address { printer.member("helpUri", address) }
    printer.member("fullDescription", ["text": .string(text)])
    printer.member("help", ["text": .string(text), "markdown": .string(markdown)])
    printer.member("defaultConfiguration", ["level": .string(severity.rawValue)])
  }
}

extension RunSummary {
  /// Prints an invocation: whether all inputs were read, and which were not.
  fileprivate func invocation(_ context: ReportContext, to printer: inout JSONPrinter) {
    printer.member("executionSuccessful", .bool(unreadable.isEmpty && notReached == 0))
    var properties: JSONObject = [:]
    if skipped.count > 0 {
      properties["skipped"] = .integer(skipped.count)
      properties["skippedDomainTypes"] = skipped.json
    }
    if templateValues > 0 { properties["templateValues"] = .integer(templateValues) }
    if properties.count > 0 { printer.member("properties", .object(properties)) }
    guard !unreadable.isEmpty || notReached > 0 else { return }
    printer.key("toolExecutionNotifications")
    printer.array { printer in
      if notReached > 0 {
        printer.value(["level": "error", "message": .sarif("interrupted: \(notReached) files were not checked")])
      }
      for input in unreadable { printer.object { printer in input.notification(context, to: &printer) } }
    }
  }
}

extension RunSummary.Unreadable {
  fileprivate func notification(_ context: ReportContext, to printer: inout JSONPrinter) {
    printer.member("level", "error")
    printer.member("message", .sarif(reason))
    let location: JSONValue = ["artifactLocation": ["uri": .string(context.path(path).asURIReference)]]
    printer.member("locations", [["physicalLocation": location]])
  }
}
