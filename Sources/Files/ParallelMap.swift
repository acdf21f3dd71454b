internal import Posix

/// Works on many items at once and hands over the results in the order of the items.
///
/// Threads take the items in chunks; no more than a few chunks are under way or waiting for their turn, so that memory does not grow
/// with the number of items.
package enum ParallelMap {
  /// Maps `items` with `jobs` threads. One job, or one item, is processed on the caller's thread.
  ///
  /// - Parameters:
  ///   - items: counted from 0.
  ///   - worker: makes the state of one thread, such as a parser.
  ///   - chunk: how many items are transformed together, at most.
  ///   - transform: turns items into as many results.
  ///   - emit: receives the results, in order, on the caller's thread; returns whether to continue.
  package static func run<Items: RandomAccessCollection & Sendable, Worker: ~Copyable, Result: Sendable>(
    _ items: Items, jobs: Int, chunk: Int = 48, worker: @escaping @Sendable () -> Worker,
    transform: @escaping @Sendable (inout Worker, Items.SubSequence) -> [Result], emit: (Result) -> Bool
  ) where Items.Index == Int {
    guard jobs > 1, items.count > 1 else { return inTurn(items, chunk, worker(), transform, emit) }
    let monitor = Monitor(Schedule<Result>(items: items.count, chunk: chunk, jobs: jobs))
    let threads = (0..<min(jobs, items.count, Schedule<Result>.mostJobs)).compactMap { _ in
      WorkerThread {
        var worker = worker()
        while case .chunk(let number, let range) = monitor.wait(for: { $0.next() }) {
          let results = transform(&worker, items[range])
          monitor.change { $0.finish(number, results) }
        }
      }
    }
    // Where the system allows no thread, the caller does all of it.
    guard !threads.isEmpty else { return inTurn(items, chunk, worker(), transform, emit) }
    while case .results(let results) = monitor.wait(for: { $0.due() }) {
      if !results.allSatisfy(emit) { monitor.change { $0.stop() } }
    }
    for thread in threads { thread.join() }
  }

  private static func inTurn<Items: RandomAccessCollection, Worker: ~Copyable, Result>(
    _ items: Items, _ chunk: Int, _ worker: consuming Worker,
    _ transform: (inout Worker, Items.SubSequence) -> [Result], _ emit: (Result) -> Bool
  ) where Items.Index == Int {
    var worker = worker
    var rest = items[...]
    while !rest.isEmpty {
      guard transform(&worker, rest.prefix(chunk)).allSatisfy(emit) else { return }
      rest = rest.dropFirst(chunk)
    }
  }
}

/// Which chunk is next, which are under way, and whose turn it is.
private struct Schedule<Result> {
  /// The next step of a thread.
  enum Work {
    case chunk(Int, Range<Int>)
    case nothing
  }

  /// The next result for the caller.
  enum Due {
    case results([Result])
    case nothing
  }

  static var mostJobs: Int { 1024 }

  private let items: Int
  private let chunk: Int
  private let jobs: Int
  private var started = 0
  private var handedOver = 0
  private var emitted = 0
  private var waiting: [Int: [Result]] = [:]
  private var isStopped = false

  init(items: Int, chunk: Int, jobs: Int) {
    self.items = items
    self.jobs = min(max(1, jobs), Self.mostJobs)
    self.chunk = max(1, min(chunk, items / (4 * self.jobs)))
  }

  /// The next chunk, or nothing when none is left; nil while enough chunks wait behind a slow one.
  mutating func next() -> Work? {
    let start = started * chunk
    guard start < items, !isStopped else { return .nothing }
    guard started - emitted < 8 * jobs else { return nil }
    defer { started += 1 }
    return .chunk(started, start..<min(items, start + chunk))
  }

  mutating func finish(_ number: Int, _ results: [Result]) { waiting[number] = results }

  /// The results whose turn it is, or nothing when all are emitted; nil while they are not there.
  mutating func due() -> Due? {
    // Who asks for more has emitted what it had.
    emitted = handedOver
    if isStopped || emitted * chunk >= items { return .nothing }
    guard let results = waiting.removeValue(forKey: handedOver) else { return nil }
    handedOver += 1
    return .results(results)
  }

  /// Lets no chunk begin, and no result be emitted any more.
  mutating func stop() { isStopped = true }
}
