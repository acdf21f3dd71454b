internal import JSONText
internal import VirtChannel

/// The answer of `xml --format json`: one object a command, with its XML, its devices, what was found and what is left out.
struct TranslationAnswer {
  private let translations: [CommandTranslation]
  private let source: SourceFile
  private let lines: LineIndex

  init(_ translations: [CommandTranslation], in source: SourceFile) {
    self.translations = translations
    self.source = source
    lines = LineIndex(source)
  }

  var json: JSONValue { ["file": .string(source.name), "commands": .array(translations.map(json))] }

  private func json(_ translation: CommandTranslation) -> JSONValue {
    var xml = ""
    translation.write(to: &xml)
    return [
      "number": .integer(translation.number), "line": line(SourceRange(at: translation.start)),
      "architecture": .string(translation.devices.machine.architecture),
      "machine": translation.devices.machine.machine.map(JSONValue.string) ?? .null, "xml": .string(xml),
      "devices": .array(devices(translation.devices)), "findings": .array(translation.findings.map(json)),
      "leftOut": .array(translation.leftOut.map(json)),
    ]
  }

  private func devices(_ devices: OptionsToDomain) -> [JSONValue] {
    devices.controllers.map { json("controller", $0.device.xml(), $0.range, $0.unmapped) }
      + devices.serials.map { json("serial", $0.device.xml(as: .serial), $0.range, $0.unmapped) }
      + devices.parallels.map { json("parallel", $0.device.xml(as: .parallel), $0.range, $0.unmapped) }
      + devices.consoles.map { json("console", $0.device.xml(), $0.range, $0.unmapped) }
      + devices.channels.map { json("channel", $0.device.xml(), $0.range, $0.unmapped) }
  }

  private func json(_ kind: String, _ xml: String, _ range: SourceRange, _ unmapped: [UnmappedOption]) -> JSONValue {
    [
      "device": .string(kind), "line": line(range), "xml": .string(xml),
      "lost": .array(unmapped.map { .string($0.message) }),
    ]
  }

  private func json(_ finding: Diagnostic) -> JSONValue {
    [
      "rule": .string(finding.rule.code), "name": .string(finding.rule.name),
      "severity": .string(finding.severity.rawValue),
      "line": line(finding.range), "message": .string(finding.message),
      "refusal": finding.refusal.map { .string($0.message) } ?? .null,
    ]
  }

  private func json(_ option: RemainingOption) -> JSONValue {
    [
      "arguments": .array(option.arguments.map(JSONValue.string)), "line": line(option.range),
      "hasForm": .bool(!option.isLost), "message": .string(option.message),
    ]
  }

  private func line(_ range: SourceRange) -> JSONValue { .integer(lines.position(of: range.lowerBound).line) }
}
