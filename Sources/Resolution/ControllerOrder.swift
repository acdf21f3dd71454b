internal import SourceText

/// Controllers of one type in libvirt's order, which puts one before the first that has a higher index
/// (`virDomainControllerInsertPreAlloced`). Where each goes is noted, and the order made when it is asked for: a domain may have very many.
struct ControllerOrder: Sendable {
  private var settled: [ControllerEntry] = []
  /// The settled controllers whose rank is higher than that of all before them: others go directly before one of these.
  private var peaks: [(rank: Rank, position: Int)] = []
  /// Those that go before a peak, each with its position.
  private var pending: [(position: Int, entry: ControllerEntry)] = []
  /// Those whose rank is not lower than that of the last peak.
  private var last: [ControllerEntry] = []
  private var isLastSorted = true

  /// Puts a controller where its index belongs; one without an index goes behind those that are there.
  mutating func insert(_ entry: ControllerEntry) {
    guard let rank = Rank(entry) else {
      settleLast()
      settled.append(entry)
      return
    }
    let peak = peaks.partitioningIndex { $0.rank > rank }
    if peak < peaks.count {
      pending.append((peaks[peak].position, entry))
    } else {
      if last.isEmpty { last.reserveCapacity(4) }
      if let before = last.last.flatMap(Rank.init), before > rank { isLastSorted = false }
      last.append(entry)
    }
  }

  /// The number of controllers.
  var count: Int { settled.count + pending.count + last.count }

  /// The controllers in order.
  var entries: [ControllerEntry] {
    mutating get {
      if settled.isEmpty, isLastSorted { return last }
      settle()
      return settled
    }
  }

  /// Changes controllers in their current order, regardless of the index that they then have.
  mutating func update(_ change: (inout [ControllerEntry]) -> Void) {
    settle()
    change(&settled)
    findPeaks()
  }

  private mutating func settle() {
    settleLast()
    guard !pending.isEmpty else { return }
    let ordered = pending.stablySorted {
      $0.position == $1.position ? $0.entry.isBefore($1.entry) : $0.position < $1.position
    }
    var merged: [ControllerEntry] = []
    merged.reserveCapacity(settled.count + ordered.count)
    var next = 0
    for (position, entry) in settled.enumerated() {
      while next < ordered.count, ordered[next].position == position {
        merged.append(ordered[next].entry)
        next += 1
      }
      merged.append(entry)
    }
    (settled, pending) = (merged, [])
    findPeaks()
  }

  private mutating func settleLast() {
    guard !last.isEmpty else { return }
    for entry in isLastSorted ? last : last.stablySorted(by: { $0.isBefore($1) }) {
      notePeak(entry, at: settled.count)
      settled.append(entry)
    }
    (last, isLastSorted) = ([], true)
  }

  private mutating func findPeaks() {
    peaks = []
    for (position, entry) in settled.enumerated() { notePeak(entry, at: position) }
  }

  private mutating func notePeak(_ entry: ControllerEntry, at position: Int) {
    guard let rank = Rank(entry), peaks.last.map({ rank > $0.rank }) ?? true else { return }
    peaks.append((rank, position))
  }
}

/// What decides over the order: the index, and a master goes before its companions.
private struct Rank: Comparable {
  let index: Int
  let isCompanion: Bool

  /// nil for a controller without an index.
  init?(_ entry: ControllerEntry) {
    guard let index = entry.index else { return nil }
    self.index = index
    isCompanion = entry.isCompanion
  }

  static func < (a: Rank, b: Rank) -> Bool {
    a.index == b.index ? !a.isCompanion && b.isCompanion : a.index < b.index
  }
}

extension ControllerEntry {
  fileprivate func isBefore(_ other: ControllerEntry) -> Bool {
    guard let rank = Rank(self), let otherRank = Rank(other) else { return false }
    return rank < otherRank
  }
}
