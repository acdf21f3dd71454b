/// Who has taken what. It is noted of every device and asked for only where another is refused, so it is a list until then.
struct Owners<Resource: Hashable & Sendable, Holder: Sendable>: Sendable {
  private var noted: [(Resource, Holder)] = []
  private var index: [Resource: Holder] = [:]

  /// - Parameter count: how many notes there will be, as far as it is known.
  init(expecting count: Int = 0) { noted.reserveCapacity(count) }

  /// Records the holder of a resource from now on.
  mutating func note(_ holder: Holder, at resource: Resource) { noted.append((resource, holder)) }

  /// The holder of a resource.
  mutating func holder(of resource: Resource) -> Holder? {
    for (resource, holder) in noted { index[resource] = holder }
    noted.removeAll()
    return index[resource]
  }
}
