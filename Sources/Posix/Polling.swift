#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What to wait for at an open file.
package struct PollEvents: OptionSet, Sendable {
  package let rawValue: Int16

  package init(rawValue: Int16) { self.rawValue = rawValue }

  /// Bytes or the end can be read.
  package static var input: PollEvents { PollEvents(rawValue: Int16(POLLIN)) }
  /// Bytes can be written.
  package static var output: PollEvents { PollEvents(rawValue: Int16(POLLOUT)) }
}

/// An open file to wait for.
package struct PolledFile: Sendable {
  let entry: pollfd

  /// Without events, the file is waited for until it has failed or hung up; with nil, not even that.
  package init(_ file: Int32, for events: PollEvents?) {
    entry = pollfd(fd: events == nil ? -1 : file, events: events?.rawValue ?? 0, revents: 0)
  }
}

/// What holds of an open file.
package struct Readiness: Hashable, Sendable {
  /// Bytes or the end can be read.
  package let canRead: Bool
  /// Bytes can be written.
  package let canWrite: Bool
  /// The other side is gone, in both directions.
  package let hasHungUp: Bool
  /// Nothing of it: the time ended first.
  package let isNothing: Bool

  init(_ events: Int16) {
    canRead = events & Int16(POLLIN) != 0
    canWrite = events & Int16(POLLOUT) != 0
    hasHungUp = events & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    isNothing = events == 0
  }
}

/// Waits until something holds for one of the files, or the time has come; nil is no time limit.
package func poll(_ files: [PolledFile], until end: ContinuousClock.Instant?) throws(SystemError) -> [Readiness] {
  var entries = files.map(\.entry)
  while true {
    if unsafe systemPoll(&entries, nfds_t(entries.count), milliseconds(until: end)) >= 0 {
      return entries.map { Readiness($0.revents) }
    }
    if errno != EINTR { throw .last }
  }
}

/// Lets time pass; a signal can end it earlier.
package func pause(until end: ContinuousClock.Instant) { _ = systemPoll(nil, 0, milliseconds(until: end)) }

private func systemPoll(_ entries: UnsafeMutablePointer<pollfd>?, _ count: nfds_t, _ timeout: Int32) -> Int32 {
  unsafe poll(entries, count, timeout)
}

/// The time left as `poll` takes it: milliseconds, rounded up, -1 without an end.
private func milliseconds(until end: ContinuousClock.Instant?) -> Int32 {
  guard let end else { return -1 }
  let left = ContinuousClock.Instant.now.duration(to: end).components
  guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
  return Int32(clamping: left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
}
