internal import DomainModel
internal import LintRules
internal import QEMUOptions
internal import Resolution
internal import SourceText
internal import Topology
internal import Translation

extension DomainFacts {
  /// The facts of a domain from a check for one pair of versions.
  init(of result: LintResult) {
    self.init()
    for finding in result.diagnostics where finding.severity == .error {
      add(.refusal, "\(finding.rule.code) \(finding.rule.name): \(finding.message)", "refused")
    }
    guard let domain = result.resolved else { return }
    add(devices: domain)
    let map = ChannelMap(domain)
    add(map)
    add(options: domain, map)
  }

  private mutating func add(devices domain: ResolvedDomain) {
    for controller in domain.pciControllers {
      add(.device, "pci controller \(controller.index)", "\(controller.model)")
    }
    for controller in domain.controllers {
      add(.device, "virtio-serial controller \(controller.index)", controller.isAdded ? "added by libvirt" : "stated")
    }
  }

  private mutating func add(_ map: ChannelMap) {
    for controller in map.controllers {
      add(.address, "virtio-serial controller \(controller.index)", controller.busAddress)
    }
    for port in map.ports {
      let subject = port.subject
      add(.address, subject, "controller \(port.controller), port \(port.number)")
      add(.host, subject, port.host.address)
      add(.guest, subject, port.guest.terminal ?? port.guest.device)
    }
  }

  private mutating func add(options domain: ResolvedDomain, _ map: ChannelMap) {
    let written = domain.spelling()
    let generated = Set(map.ports.filter { $0.host.isMadeAtStart }.map { "char\($0.id)" })
    for option in DomainToOptions(domain) {
      let name = option.flag.argument
      add(.syntax, name, "\(written.dialect(for: option.flag))")
      let id = option.text(of: "id")
      add(.option, id.map { "\(name) \($0)" } ?? name, option.meaning(withoutPath: id.map(generated.contains) ?? false))
    }
  }
}

extension MappedPort {
  fileprivate var subject: String { "\(kind.rawValue) \(name.map { "'\($0)'" } ?? id)" }
}

extension QEMUOption {
  fileprivate func text(of key: String) -> String? { self[key]?.value.word }

  /// The properties as text, independent of the syntax. The path that libvirt generates is a separate fact.
  fileprivate func meaning(withoutPath: Bool) -> String {
    let option = QEMUOption(flag, properties.filter { !withoutPath || $0.key != "path" })
    return Spelling(dialect: .keyval).arguments(option.spelled).dropFirst().joined(separator: " ")
  }
}
