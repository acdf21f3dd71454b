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
    let starts = domain.deviceNodes.map { (node: $0, start: document.range(of: $0).lowerBound) }
    for finding in findings {
      let device = starts.last { $0.start <= finding.range.lowerBound }?.node
      guard let device, finding.range.lowerBound < document.range(of: device).upperBound else { continue }
      messages[device] = messages[device] ?? finding.message
    }
  }

  /// The first that is found inside of a value.
  func message(in range: SourceRange) -> String? {
    findings.first { range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound }?.message
  }

  subscript(sourceNode: SourceNode) -> String? { sourceNode.node.flatMap { messages[$0] } }
}
