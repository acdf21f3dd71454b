internal import DomainModel
internal import Resolution

/// Assigns ports to devices that are inserted one after another, and names the controllers that libvirt adds for them.
struct PortAssignment {
  private var allocator: PortAllocator
  /// The indices of the controllers that are written.
  private var declared: Set<Int>
  private var nextIndex = 0

  init(_ domain: Domain, _ resolver: Resolver) {
    allocator = PortAllocator(domain, resolver)
    declared = Set(domain.controllers.compactMap(\.index))
    guard domain.controllers.contains(where: { $0.index == nil }) else { return }
    declared.formUnion(resolver.resolve(domain).controllers.lazy.filter { !$0.isAdded }.map(\.index))
  }

  /// The channel at the port that libvirt assigns, and the index of the controller that libvirt adds for it.
  mutating func add(_ channel: Channel) -> (Channel, added: Int?) {
    guard channel.isVirtio else { return (channel, nil) }
    var channel = channel
    if let port = allocator.addPort(for: channel) { channel.address = Address(.virtioSerial(port)) }
    return (channel, addedController(for: channel.address))
  }

  /// The console at the port that libvirt assigns, if it does, and the index of the controller that libvirt adds for it.
  mutating func add(_ console: Console) -> (Console, added: Int?) {
    guard console.isVirtio else { return (console, nil) }
    var console = console
    if let port = allocator.addPort(for: console) { console.address = Address(.virtioSerial(port)) }
    return (console, addedController(for: console.address))
  }

  /// Adds the ports of a controller that is written, or changes their number.
  mutating func add(_ controller: Controller) {
    declared.insert(controller.index ?? 0)
    allocator.add(controller)
  }

  /// Reserves the port of a channel that is changed.
  mutating func change(_ channel: Channel) { allocator.reserve(channel.address?.virtioSerial, for: channel) }

  /// The lowest index that no written controller has.
  mutating func lowestFreeIndex() -> Int {
    while declared.contains(nextIndex) { nextIndex += 1 }
    return nextIndex
  }

  private mutating func addedController(for address: Address?) -> Int? {
    let index = address?.virtioSerial?.controller ?? 0
    return index <= Int32.max && declared.insert(index).inserted ? index : nil
  }
}
