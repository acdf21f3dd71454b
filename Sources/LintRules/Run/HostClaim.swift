internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

/// A resource of the host that a device of a domain uses exclusively.
public struct HostClaim: Sendable {
  /// What can be taken.
  enum Resource: Hashable {
    /// A Unix socket that QEMU listens on.
    case socket(path: String)
    /// A port that QEMU listens on.
    case port(transport: String, host: String?, service: String)
    /// A file, device or pipe that QEMU opens.
    case file(path: String)

    /// The same resource on any address of the host.
    var onAnyHost: Resource {
      if case .port(let transport, _, let service) = self {
        .port(transport: transport, host: nil, service: service)
      } else {
        self
      }
    }
  }

  let resource: Resource
  /// The range of the value that makes the claim.
  let range: SourceRange
  /// The rules between domains that comments silence there.
  let silenced: SilencedRules

  /// The path, when it is one.
  var path: String? {
    switch resource {
    case .socket(let path), .file(let path): path
    case .port: nil
    }
  }

  /// The names of other domains that the path may carry: whole components below the top, or what is before their dots. None when
  /// it carries the domain's own.
  func namesOfOthers(than domain: String) -> [String] {
    let components = (path ?? "").utf8.split(separator: UInt8(ascii: "/")).dropFirst()
    let names = components.flatMap { component in
      let name = component.prefix(Self.longestName + 1)
      return ([name[...]] + name.indices.lazy.filter { name[$0] == UInt8(ascii: ".") }.map { name[..<$0] })
        .filter { $0.count <= Self.longestName }.map { String(Substring($0)) }
    }
    return names.contains(domain) ? [] : names
  }

  /// A domain's name is at most as long as that of a file, which libvirt keeps it in.
  private static let longestName = 255
}

extension RuleContext {
  /// What the character devices of the domain take. A path that libvirt drops takes nothing.
  func claims(_ suppressions: Suppressions) -> [HostClaim] {
    var claims = Claims(document: document, suppressions: suppressions)
    for device in backedDevices {
      if !device.hasGeneratedPath { claims.add(device.source) }
      claims.add(device.log)
    }
    return claims.all
  }
}

/// Collects the claims of one domain.
private struct Claims {
  private let document: ParsedXML
  private let silencers: [(SilencedRules, OutermostRanges)]
  private(set) var all: [HostClaim] = []

  init(document: ParsedXML, suppressions: Suppressions) {
    self.document = document
    silencers =
      suppressions.isEmpty
      ? [] : Rule.run.indices.map { (SilencedRules(number: $0), suppressions.ranges(silencing: Rule.run[$0].id)) }
  }

  mutating func add(_ source: ChardevSource) {
    switch source {
    case .unix(let source) where source.mode == .bind: add(source.path, .path, source.sourceNode) { .socket(path: $0) }
    case .tcp(let source) where source.endpoint.mode == .bind:
      add("tcp", source.endpoint.host, source.endpoint.service, source.endpoint.sourceNode)
    case .udp(let source): if let bind = source.bind { add("udp", bind.host, bind.service, bind.sourceNode) }
    case .file(let source): add(source.path, .path, source.sourceNode) { .file(path: $0) }
    case .dev(let source), .pipe(let source): add(source.path, .path, source.sourceNode) { .file(path: $0) }
    default: break
    }
  }

  mutating func add(_ log: ChardevLog?) {
    if let log { add(log.file, .file, log.sourceNode) { .file(path: $0) } }
  }

  private mutating func add(_ transport: String, _ host: String?, _ service: String?, _ sourceNode: SourceNode) {
    add(service, .service, sourceNode) { .port(transport: transport, host: host, service: $0) }
  }

  private mutating func add(
    _ value: String?, _ name: Name, _ sourceNode: SourceNode, _ resource: (String) -> HostClaim.Resource
  ) {
    guard let value, !value.isEmpty, value != "/dev/null" else { return }
    guard let node = sourceNode.node, let attribute = document.attribute(name.xml, of: node) else { return }
    let range = document.valueRange(of: attribute)
    let silenced = silencers.reduce(into: SilencedRules()) { rules, silencer in
      if silencer.1.contains(range) { rules.formUnion(silencer.0) }
    }
    all.append(HostClaim(resource: resource(value), range: range, silenced: silenced))
  }
}

/// Some of the rules that compare domains: one bit each, in the order of ``Rule/run``.
struct SilencedRules: OptionSet, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(number: Int) { self.init(rawValue: 1 << UInt8(number)) }

  /// One rule; none if it compares no domains.
  init(_ rule: RuleID) {
    self = Rule.run.firstIndex { $0.id == rule }.map { SilencedRules(number: $0) } ?? []
  }
}
