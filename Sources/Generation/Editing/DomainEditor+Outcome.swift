public import DomainModel
internal import Resolution

extension DomainEditor {
  /// A channel whose port changes because libvirt assigns it each time the domain is defined.
  public struct MovedChannel: Hashable, Sendable {
    /// The name of the port.
    public let name: String
    /// The old port.
    public let old: VirtioSerialAddress
    /// The new port.
    public let new: VirtioSerialAddress
  }

  /// The channels without a port number to which libvirt now assigns a different port.
  public var movedChannels: [MovedChannel] {
    guard !isTemplate, let before = originalDomain else { return [] }
    let old = ports(of: before)
    let new = ports(of: domain)
    let stated = Set(domain.channels.lazy.filter { $0.address != nil }.compactMap(\.name))
    return old.filter { !stated.contains($0.key) }.compactMap { name, port in
      new[name].flatMap { $0 == port ? nil : MovedChannel(name: name, old: port, new: $0) }
    }.sorted { $0.name < $1.name }
  }

  /// The port of this channel or console in the changed domain; nil for a controller, and if QEMU assigns the port.
  public func port(of device: VirtioSerialDevice) -> VirtioSerialAddress? { ports(of: [device])[0] }

  /// The ports of several devices.
  public func ports(of devices: [VirtioSerialDevice]) -> [VirtioSerialAddress?] {
    if isTemplate { return devices.map { $0.address?.virtioSerial } }
    let resolved = resolver.resolve(domain)
    let channelPorts = Self.ports(of: resolved)
    var consoles = ConsoleMatching(domain, resolver)
    return devices.map { device in
      switch device {
      case .controller: nil
      case .channel(let channel): channel.name.flatMap { channelPorts[$0] }
      case .console(let console):
        consoles.next(for: console).flatMap { resolved.console(at: domain.consoles[$0]) }?.port
      }
    }
  }

  private func ports(of domain: Domain) -> [String: VirtioSerialAddress] {
    Self.ports(of: resolver.resolve(domain))
  }

  private static func ports(of resolved: ResolvedDomain) -> [String: VirtioSerialAddress] {
    let ports = resolved.channels.compactMap { channel in
      channel.channel.name.flatMap { name in channel.port.map { (name, $0) } }
    }
    return Dictionary(ports.map { ($0, $1.withoutSource) }) { first, _ in first }
  }
}

extension ResolvedDomain {
  fileprivate func console(at written: Console) -> ResolvedConsole? {
    consoles.first { $0.console.sourceNode.node == written.sourceNode.node }
  }
}

extension VirtioSerialAddress {
  fileprivate var withoutSource: VirtioSerialAddress {
    VirtioSerialAddress(controller: controller ?? 0, bus: bus ?? 0, port: port)
  }
}

/// How a device that is there differs from the one that was asked for: lines of their XML.
enum Difference {
  /// A clause such as `it has <source path='/a'/> instead of <source path='/b'/>`.
  static func words(present: String, wanted: String) -> String {
    let (present, wanted) = (lines(present), lines(wanted))
    let (has, lacks) = (present.filter { !wanted.contains($0) }, wanted.filter { !present.contains($0) })
    let (old, new) = (has.joined(separator: " "), lacks.joined(separator: " "))
    if lacks.isEmpty { return "it has \(old), which was not requested" }
    return has.isEmpty ? "it lacks \(new)" : "it has \(old) instead of \(new)"
  }

  private static func lines(_ xml: String) -> [String] {
    xml.split(separator: "\n").map { String($0.drop { $0 == " " }) }
  }
}
