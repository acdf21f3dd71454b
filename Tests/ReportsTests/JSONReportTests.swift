import JSONText
import Reports
import SourceText
import TestKit
import Testing

@Suite struct JSONReportTests {
  @Test func printsADocumentThatItsSchemaDescribes() throws {
    let report = written(.json, [Sample.clean, Sample.findings, Sample.findings], Sample.summary)
    let document = try JSONValue(parsing: report)
    #expect(try schema("findings").faults(of: document) == [])
    #expect(document["findings"]?.array?.count == 4)
    #expect(document["findings"]?.array?[1] == (try JSONValue(parsing: duplicatePort)))
    #expect(document["summary"] == (try JSONValue(parsing: summary)))
    #expect(document["tool"] == "virt-channel 1.0.0")
  }

  @Test func printsADocumentWithoutFindings() throws {
    let document = try JSONValue(parsing: written(.json, [Sample.clean]))
    #expect(try schema("findings").faults(of: document) == [])
    #expect(document["findings"] == [])
  }

  @Test func printsALineForEachFinding() throws {
    let lines = written(.jsonl, [Sample.findings, Sample.clean, Sample.findings]).split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines { #expect(try schema("finding").faults(of: JSONValue(parsing: String(line))) == []) }
  }

  @Test func keepsTextExact() throws {
    let finding = Diagnostic(RuleID("VC100", "n"), .note, at: SourceRange(at: 0), "\u{1B}\u{202E}\"\\\n")
    let report = written(.jsonl, [FileFindings([finding], in: SourceFile(name: "a\tb", "x"))])
    let document = try JSONValue(parsing: report)
    #expect(document["message"]?.string == finding.message)
    #expect(document["file"] == "a\tb")
  }

  @Test(arguments: ["finding", "findings"])
  func theSchemaRefusesWhatItDoesNotDescribe(name: String) throws {
    #expect(try schema(name).faults(of: ["version": 2, "other": 1]).count > 3)
  }

  private func schema(_ name: String) throws -> JSONSchema {
    JSONSchema(try JSONValue(parsing: try #require(Fixtures.bytes("docs/schemas/\(name).schema.json"))))
  }
}

private let duplicatePort = """
  {
    "file": "vm.xml", "code": "VC201", "name": "duplicate-port", "severity": "error",
    "message": "virtio-serial port 1 of controller 0 is already taken by channel 'a'",
    "range": {
      "start": {"line": 8, "column": 64, "offset": 292}, "end": {"line": 8, "column": 65, "offset": 293}
    },
    "help": "set port='2'",
    "refusal": {
      "by": "libvirt", "message": "XML error: virtio serial port 1 on controller 0 is already occupied"
    },
    "notes": [
      {
        "file": "vm.xml", "message": "taken here",
        "range": {
          "start": {"line": 4, "column": 64, "offset": 133}, "end": {"line": 4, "column": 65, "offset": 134}
        }
      }
    ],
    "fixes": [
      {
        "title": "change port to 2", "safety": "safe",
        "edits": [
          {
            "range": {
              "start": {"line": 8, "column": 64, "offset": 292}, "end": {"line": 8, "column": 65, "offset": 293}
            },
            "replacement": "2"
          }
        ]
      }
    ]
  }
  """

private let summary = """
  {
    "checked": 2, "skipped": 3, "skippedDomainTypes": {"lxc": 2}, "notReached": 0, "templateValues": 0,
    "errors": 1, "warnings": 0, "notes": 1, "fixable": 1,
    "rules": [
      {"code": "VC112", "name": "runtime-state", "severity": "note", "findings": 1, "fixable": 0},
      {"code": "VC201", "name": "duplicate-port", "severity": "error", "findings": 1, "fixable": 1}
    ],
    "unreadable": [{"file": "gone.xml", "reason": "No such file or directory"}]
  }
  """
