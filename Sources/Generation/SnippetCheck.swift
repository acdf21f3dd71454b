internal import DomainModel
internal import LintRules
internal import Resolution
internal import SourceText
internal import XMLTree

/// The findings of the rules for a single device, each with the setting that causes it.
///
/// The domain is unknown: it is assumed to have the controller that the device names, and controller 0, with enough
/// ports.
struct SnippetCheck {
  private let request: DeviceRequest
  private let result: LintResult

  init(_ device: VirtioSerialDevice, askedForBy request: DeviceRequest, with linter: inout Linter) {
    self.request = request
    let xml = ([device.xml()] + device.neededControllers.map { $0.xml() }).joined(separator: "\n")
    result = linter.lint(SourceFile(name: "", xml))
  }

  /// The findings of a severity as misuses.
  func requestErrors(_ severities: Severity...) -> [RequestError] {
    result.diagnostics.filter { severities.contains($0.severity) }.map { finding in
      RequestError(at: request.location(of: path(to: finding.range)), finding.message, help: finding.help)
    }
  }

  /// The names of the elements and the attribute on the path to a range in the device.
  private func path(to range: SourceRange) -> [String] {
    let document = result.document
    var path: [String] = []
    var node = document.roots.first
    while let element = node {
      let attribute = document.attributes(of: element).first { document.range(of: $0).contains(range) }
      if let attribute { return path + [document.nameText(of: attribute)] }
      node = document.children(of: element).first { document.range(of: $0).contains(range) }
      if let node { path.append(document.nameText(of: node)) }
    }
    return path
  }
}

extension VirtioSerialDevice {
  /// Controllers such as the device needs in its domain. An older libvirt looks for the port of a console on controller 0, whichever is named.
  fileprivate var neededControllers: [Controller] {
    let port: VirtioSerialAddress? =
      switch self {
      case .controller: nil
      case .channel(let channel): channel.address?.virtioSerial
      case .console(let console): console.address?.virtioSerial
      }
    guard let port else { return [] }
    return Set([0, port.controller ?? 0]).sorted().map { Controller(index: $0, ports: Controller.maximumPortCount) }
  }
}
