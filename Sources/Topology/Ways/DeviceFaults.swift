internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

/// What is wrong with single devices, by their elements.
struct DeviceFaults {
  private var messages: [ElementNode: String] = [:]
  private let findings: [Diagnostic]

  /// Takes the first finding inside of each device.
  init(_ findings: [Diagnostic], in domain: Domain) {
    self.findings = findings
    let document = domain.document
    let devices = domain.deviceNodes.map { (node: $0, range: document.range(of: $0)) }
    for finding in findings {
      let start = finding.range.lowerBound
      let index = devices.partitioningIndex { $0.range.upperBound > start }
      guard index < devices.count, devices[index].range.lowerBound <= start else { continue }
      let device = devices[index].node
      messages[device] = messages[device] ?? finding.message
    }
  }

  /// The first that is found inside of a value.
  func message(in range: SourceRange) -> String? {
    findings.first { range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound }?.message
  }

  subscript(sourceNode: SourceNode) -> String? { sourceNode.node.flatMap { messages[$0] } }
}
