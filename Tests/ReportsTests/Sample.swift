import Reports
import SourceText

/// Text with the places of findings marked: `⟦` before and `⟧` behind each.
struct MarkedText {
  let file: SourceFile
  let ranges: [SourceRange]

  init(_ marked: String, name: String = "vm.xml") {
    var bytes: [UInt8] = []
    var starts: [Int] = []
    var ranges: [SourceRange] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦": starts.append(bytes.count)
      case "⟧": ranges.append(SourceRange(starts.removeLast(), bytes.count))
      default: bytes += Array(String(scalar).utf8)
      }
    }
    file = SourceFile(name: name, bytes: bytes)
    self.ranges = ranges
  }
}

/// A file with one finding of every part that a finding can have, and one that has none.
enum Sample {
  static let text = MarkedText(
    """
    <devices>
      <channel type='pty'>
        <target type='virtio' name='a'/>
        <address type='virtio-serial' controller='0' bus='0' port='⟦1⟧'/>
      </channel>
      <channel type='pty'>
        <target type='virtio' name='b'⟦ state='connected'⟧/>
        <address type='virtio-serial' controller='0' bus='0' port='⟦1⟧'/>
      </channel>
    </devices>

    """)

  static let duplicatePort = Diagnostic(
    RuleID("VC201", "duplicate-port"), .error, at: text.ranges[2],
    "virtio-serial port 1 of controller 0 is already taken by channel 'a'", help: "set port='2'",
    refusal: Refusal(by: .libvirt, "XML error: virtio serial port 1 on controller 0 is already occupied"),
    notes: [Diagnostic.Note("taken here", at: text.ranges[0])],
    fixes: [Fix("change port to 2", edits: [TextEdit(text.ranges[2], with: "2")])])

  static let runtimeState = Diagnostic(
    RuleID("VC112", "runtime-state"), .note, at: text.ranges[1], "the attribute 'state' comes from a running domain")

  static let findings = FileFindings([duplicatePort, runtimeState], in: text.file)
  static let clean = FileFindings([], in: SourceFile(name: "clean.xml", "<domain/>"))

  static let context = ReportContext(
    toolVersion: "1.0.0", libvirt: "12.8.0", qemu: "11.1.3",
    describe: { rule in rules.first { $0.id == rule } })

  private static let rules = [
    RuleDescription(
      duplicatePort.rule, .error, summary: "Two ports share a number.", text: "QEMU refuses.", markdown: "# VC201\n"),
    RuleDescription(
      runtimeState.rule, .note, summary: "State of a running domain.", text: "It is ignored.", markdown: "# VC112\n"),
  ]

  static var summary: RunSummary {
    var summary = RunSummary()
    for file in [clean, findings] { summary.add(file.findings, in: file.file.name) }
    for type in [nil, "lxc", "lxc"] { summary.skipped.add(domainType: type) }
    summary.unreadable = [RunSummary.Unreadable("gone.xml", "No such file or directory")]
    return summary
  }
}

/// The whole report on some files.
func written(
  _ format: ReportFormat, _ files: [FileFindings], _ summary: RunSummary = RunSummary(), style: TextStyle = TextStyle(),
  maximum: Int = .max
) -> String {
  let report = format.report(Sample.context, style: style, maximum: maximum)
  var output = ""
  var writer = ReportWriter(report)
  writer.begin(to: &output)
  for file in files { writer.add(report.section(for: file), to: &output) }
  writer.end(summary, to: &output)
  return output
}
