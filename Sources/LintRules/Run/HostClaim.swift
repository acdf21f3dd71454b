internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

/// Something of the host that a device of a domain takes for itself.
public struct HostClaim: Sendable {
  /// What can be taken.
  enum Resource: Hashable {
    /// A unix socket that QEMU listens on.
    case socket(path: String)
    /// A port that QEMU listens on.
    case port(transport: String, host: String?, service: String)
    /// A file, device or pipe that QEMU opens.
    case file(path: String)

    /// The same whatever address of the host is meant.
    var onAnyHost: Resource {
      if case .port(let transport, _, let service) = self {
        .port(transport: transport, host: nil, service: service)
      } else {
        self
      }
    }
  }

  let resource: Resource
  /// The value that says so.
  let range: SourceRange
  /// The rules that comments silence there.
  let silenced: [RuleSelector]

  /// The path, when it is one.
  var path: String? {
    switch resource {
    case .socket(let path), .file(let path): path
    case .port: nil
    }
  }

  /// The names of other domains that the path may carry: whole components below the top, or what stands before their dots. None when
  /// it carries the domain's own.
  func namesOfOthers(than domain: String) -> [String] {
    let components = (path ?? "").split(separator: "/").dropFirst()
    let names = components.flatMap { component in
      [String(component)] + component.indices.filter { component[$0] == "." }.map { String(component[..<$0]) }
    }
    return names.contains(domain) ? [] : names
  }
}

extension ResolvedDomain {
  /// What the character devices of the domain take. A path that libvirt drops takes nothing.
  func claims(_ suppressions: Suppressions) -> [HostClaim] {
    var claims = Claims(document: domain.document, suppressions: suppressions)
    for device in CharacterDevice.all(of: self) where !device.isView {
      if !device.hasGeneratedPath { claims.add(device.source) }
      claims.add(device.log)
    }
    return claims.all
  }
}

/// Collects the claims of one domain.
private struct Claims {
  let document: ParsedXML
  let suppressions: Suppressions
  var all: [HostClaim] = []

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
    let silenced = suppressions.all.filter { $0.scope.contains(range) }.map(\.selector)
    all.append(HostClaim(resource: resource(value), range: range, silenced: silenced))
  }
}
