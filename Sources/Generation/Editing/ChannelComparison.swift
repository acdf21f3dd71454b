internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

/// Compares channels after resolution: a socket at a path that libvirt generates has no source in the saved domain,
/// while a preset has `bind`.
struct ChannelComparison {
  private let domain: Domain
  private let resolver: Resolver
  /// A domain without devices: the resolved channel at a given port does not depend on other devices.
  private let empty: Domain?
  /// The ports that libvirt assigns to the channels of the domain.
  private lazy var ports = resolver.resolve(domain).channels.map(\.port)

  init(_ domain: Domain, _ resolver: Resolver) {
    self.domain = domain
    self.resolver = resolver
    empty = domain.withoutDevices
  }

  /// Whether libvirt makes the same of a channel and of its replacement.
  /// - Parameter number: which channel of the domain the present one is; one past the last for a channel that is inserted.
  mutating func areEqual(_ present: Channel, _ changed: Channel, number: Int) -> Bool {
    if changed == present { return true }
    guard changed.address != present.address else { return resolved(changed) == resolved(present) }
    guard let port = port(of: present, number: number) else { return false }
    var (present, changed) = (present, changed)
    present.address = Address(.virtioSerial(port))
    if changed.address?.virtioSerial?.leavesOpen(port) ?? false { changed.address = present.address }
    return resolved(changed) == resolved(present)
  }

  /// The port of a channel. An inserted one states its port.
  private mutating func port(of channel: Channel, number: Int) -> VirtioSerialAddress? {
    ports.indices.contains(number) ? ports[number] : channel.address?.virtioSerial
  }

  private func resolved(_ channel: Channel) -> ResolvedChannel? {
    guard var domain = empty else { return nil }
    domain.channels = [channel]
    return resolver.resolve(domain).channels.first
  }
}

extension Domain {
  /// A domain of the same form, fragment or not, that has nothing but a name.
  var withoutDevices: Domain? {
    let text = isFragment ? "<devices/>" : "<domain><name>vm</name><devices/></domain>"
    var parser = Domain.parser()
    return Domain.read(parser.parse(SourceFile(name: "", text)))
  }
}

extension VirtioSerialAddress {
  /// Whether libvirt can assign this port to a device with the address.
  fileprivate func leavesOpen(_ assigned: VirtioSerialAddress) -> Bool {
    (port ?? 0) == 0 && (controller ?? 0) == (assigned.controller ?? 0)
  }
}

extension Channel {
  /// The channel in the location of one that was read: with its port and alias unless it states its own, and with what only the running
  /// domain has.
  func taking(placeOf present: Channel) -> Channel {
    var channel = self
    channel.sourceNode = present.sourceNode
    if address.leavesPort(to: present.address) { channel.address = present.address }
    channel.source = source.taking(pathOf: present.source)
    channel.alias = alias ?? present.alias
    if case .virtio(let old)? = present.target?.kind, case .virtio(var virtio)? = target?.kind {
      virtio.state = old.state
      channel.target?.kind = .virtio(virtio)
    }
    return channel
  }
}

extension ChardevSource {
  /// The source with the path that the kernel gave to the pseudoterminal of a present one, unless it states its own.
  func taking(pathOf present: ChardevSource) -> ChardevSource {
    guard case .pty(let old) = present, case .pty(let new) = self, new.path == nil else { return self }
    return .pty(old)
  }
}

extension Address? {
  /// Whether this address of a request asks for no more than the present one: it has none, or the same controller without a port.
  func leavesPort(to present: Address?) -> Bool {
    guard let self else { return true }
    guard let wanted = self.virtioSerial, let port = present?.virtioSerial else { return false }
    return wanted.port == nil && wanted.controller ?? 0 == port.controller ?? 0
  }
}

/// What the guest tells channels apart by.
enum ChannelKey: Hashable {
  case name(String)
  case target(ChannelTarget?)

  /// nil for a virtio channel without a name, which is like no other.
  init?(_ channel: Channel) {
    guard channel.isVirtio else {
      self = .target(channel.target)
      return
    }
    guard let name = channel.name else { return nil }
    self = .name(name)
  }
}
