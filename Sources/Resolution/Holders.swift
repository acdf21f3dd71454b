/// Who has taken what. It is noted of every device and asked for only where another is refused, so it is a list until then.
struct Holders<Place: Hashable & Sendable, Holder: Sendable>: Sendable {
  private var noted: [(Place, Holder)] = []
  private var index: [Place: Holder] = [:]

  /// - Parameter count: how many notes there will be, as far as it is known.
  init(expecting count: Int = 0) { noted.reserveCapacity(count) }

  /// Notes who has a place from now on.
  mutating func note(_ holder: Holder, at place: Place) { noted.append((place, holder)) }

  /// Who has a place.
  mutating func holder(of place: Place) -> Holder? {
    for (place, holder) in noted { index[place] = holder }
    noted.removeAll()
    return index[place]
  }
}
