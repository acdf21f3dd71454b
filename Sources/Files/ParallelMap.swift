/// Works on many items at once and hands over the results in the order of the items.
///
/// Items go out in chunks, so that a worker made for a chunk pays; no more than a few chunks are under way or waiting for their
/// turn, so that memory does not grow with the number of items.
package enum ParallelMap {
  /// Maps `items`, `jobs` chunks at once. One job, or one item, is done where the caller is, without a thread.
  ///
  /// - Parameters:
  ///   - items: counted from 0.
  ///   - worker: makes what one chunk is worked with, a parser say.
  ///   - transform: turns an item into a result.
  ///   - emit: gets the results, in order, on the caller's side; answers whether to go on.
  package static func run<Items: RandomAccessCollection & Sendable, Worker: ~Copyable, Result: Sendable>(
    _ items: Items, jobs: Int, chunk: Int = 128, worker: @escaping @Sendable () -> Worker,
    transform: @escaping @Sendable (inout Worker, Items.Element) -> Result, emit: (Result) -> Bool
  ) async where Items.Index == Int {
    guard jobs > 1, items.count > 1 else { return inTurn(items, worker(), transform, emit) }
    var schedule = Schedule<Result>(items: items.count, chunk: chunk, jobs: jobs)
    await withTaskGroup(of: (Int, [Result]).self) { group in
      repeat {
        while let (number, range) = schedule.next() {
          group.addTask {
            var worker = worker()
            return (number, items[range].map { transform(&worker, $0) })
          }
        }
        guard let (number, results) = await group.next() else { break }
        schedule.finish(number, results)
      } while schedule.emit(emit)
    }
  }

  private static func inTurn<Items: Sequence, Worker: ~Copyable, Result>(
    _ items: Items, _ worker: consuming Worker, _ transform: (inout Worker, Items.Element) -> Result,
    _ emit: (Result) -> Bool
  ) {
    var worker = worker
    for item in items where !emit(transform(&worker, item)) { return }
  }
}

/// Which chunk is next, which are under way, and whose turn it is.
private struct Schedule<Result> {
  private let items: Int
  private let chunk: Int
  private let jobs: Int
  private var started = 0
  private var emitted = 0
  private var waiting: [Int: [Result]] = [:]

  init(items: Int, chunk: Int, jobs: Int) {
    self.items = items
    self.jobs = min(max(1, jobs), 1024)
    self.chunk = max(1, min(chunk, items / (4 * self.jobs)))
  }

  /// The next chunk, unless enough are under way or wait behind a slow one.
  mutating func next() -> (number: Int, range: Range<Int>)? {
    let start = started * chunk
    let underWay = started - emitted - waiting.count
    guard start < items, underWay < jobs, started - emitted < 8 * jobs else { return nil }
    defer { started += 1 }
    return (started, start..<min(items, start + chunk))
  }

  mutating func finish(_ number: Int, _ results: [Result]) { waiting[number] = results }

  /// Hands over what is due; false when no more results follow.
  mutating func emit(_ body: (Result) -> Bool) -> Bool {
    while let results = waiting.removeValue(forKey: emitted) {
      emitted += 1
      for result in results where !body(result) { return false }
    }
    return true
  }
}
