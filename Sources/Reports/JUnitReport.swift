internal import SourceText

/// JUnit XML: a suite for each file, a failing case for each finding that makes the run fail; a clean file is one case that passes.
struct JUnitReport: Report {
  private let failOn: Severity?

  init(_ context: ReportContext) { failOn = context.failOn }

  var opening: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"virt-channel\">\n"
  }

  func section(for file: FileFindings) -> String {
    let name = file.file.name.escapedForXML
    guard !file.findings.isEmpty else {
      return suite(name, tests: 1, failures: 0, "    <testcase name=\"lint\" classname=\"\(name)\"/>\n")
    }
    var locators = FileLocators(file)
    let cases = file.findings.reduce(into: "") { $0 += testCase($1, name, &locators) }
    return suite(name, tests: file.findings.count, failures: file.findings.filter(isFailure).count, cases)
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

  private func suite(_ name: String, tests: Int, failures: Int, _ cases: String) -> String {
    """
      <testsuite name="\(name)" tests="\(tests)" failures="\(failures)" errors="0">
    \(cases)  </testsuite>

    """
  }

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
