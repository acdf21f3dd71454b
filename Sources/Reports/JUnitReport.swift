internal import SourceText

/// JUnit XML: a suite for each file, a failing case for each finding that makes the run fail; a clean file is one case that passes.
struct JUnitReport: Report {
  private let failOn: Severity?

  init(_ context: ReportContext) { failOn = context.failOn }

  var opening: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"virt-channel\">\n"
  }

  func write(_ file: FileFindings, to output: inout some TextOutputStream) {
    let (name, failures) = (file.file.name.escapedForXML, file.findings.count(where: isFailure))
    let tests = max(1, file.findings.count)
    output.write("  <testsuite name=\"\(name)\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\">\n")
    if file.findings.isEmpty { output.write("    <testcase name=\"lint\" classname=\"\(name)\"/>\n") }
    var locators = FileLocators(file)
    for finding in file.findings { output.write(testCase(finding, name, &locators)) }
    output.write("  </testsuite>\n")
  }

  func closing(_ summary: RunSummary) -> String {
    let unreadable = summary.unreadable.reduce(into: "") { text, input in
      let name = input.path.escapedForXML
      let error = "<error message=\"\(input.reason.escapedForXML)\"/>"
      text += "  <testsuite name=\"\(name)\" tests=\"1\" failures=\"0\" errors=\"1\">\n"
      text += "    <testcase name=\"read\" classname=\"\(name)\">\(error)</testcase>\n  </testsuite>\n"
    }
    return unreadable + interruption(summary) + "</testsuites>\n"
  }

  private func interruption(_ summary: RunSummary) -> String {
    guard summary.notReached > 0 else { return "" }
    return """
        <testsuite name="virt-channel" tests="1" failures="0" errors="1">
          <testcase name="run"><error message="interrupted: \(summary.notReached) files were not checked"/></testcase>
        </testsuite>

      """
  }

  private func isFailure(_ finding: Diagnostic) -> Bool { failOn.map { finding.severity >= $0 } ?? false }

  private func testCase(_ finding: Diagnostic, _ file: String, _ locators: inout FileLocators) -> String {
    let position = locators.own.position(of: finding.range.lowerBound)
    let location = "\(file):\(position.line):\(position.column)"
    let message = locators.headline(finding).escapedForXML
    let text = finding.help.map { "\n\($0.escapedForXML)" } ?? ""
    let outcome =
      isFailure(finding)
      ? "<failure type=\"\(finding.severity.rawValue)\" message=\"\(message)\">\(location)\(text)</failure>"
      : "<system-out>\(finding.severity.rawValue): \(message)\n\(location)\(text)</system-out>"
    let name = "\(finding.rule.code) \(finding.rule.name) \(position.line):\(position.column)"
    return "    <testcase name=\"\(name)\" classname=\"\(file)\">\(outcome)</testcase>\n"
  }
}

extension String {
  /// The string for an XML attribute or text: what XML cannot hold is written as `\u{…}` by ``escapedForDisplay``.
  fileprivate var escapedForXML: String {
    escapedForDisplay.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where scalar.isForbiddenInXML: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
