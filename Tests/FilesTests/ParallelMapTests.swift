import Files
import Synchronization
import Testing

@Suite struct ParallelMapTests {
  @Test(arguments: [0, 1, 2, 7, 1000], [1, 2, 8])
  func keepsTheOrder(count: Int, jobs: Int) {
    var results: [Int] = []
    ParallelMap.run(Array(0..<count), jobs: jobs, worker: {}, transform: { _, items in items.map(busy) }) { result in
      results.append(result)
      return true
    }
    #expect(results == (0..<count).map { busy($0) })
  }

  @Test func stopsWhenToldTo() {
    var results = 0
    ParallelMap.run(Array(0..<1000), jobs: 2, worker: {}, transform: { _, items in Array(items) }) { _ in
      results += 1
      return results < 10
    }
    #expect(results == 10)
  }

  @Test func holdsFewResultsWhenTheFirstIsSlow() {
    let counts = Counts()
    ParallelMap.run(Array(0..<4000), jobs: 2, chunk: 8, worker: {}) { _, items in
      if items.contains(0) { for round in 0..<3_000_000 { counts.spent.store(busy(round), ordering: .relaxed) } }
      let made = counts.made.add(items.count, ordering: .relaxed).newValue
      counts.ahead.max(made - counts.emitted.load(ordering: .relaxed), ordering: .relaxed)
      return Array(items)
    } emit: { _ in
      counts.emitted.add(1, ordering: .relaxed)
      return true
    }
    #expect(counts.emitted.load(ordering: .relaxed) == 4000)
    #expect(counts.ahead.load(ordering: .relaxed) <= 8 * 2 * 8)
  }

  @Test(arguments: [1, 2])
  func makesOneWorkerForAThread(jobs: Int) {
    var new = 0
    ParallelMap.run(Array(0..<1000), jobs: jobs, chunk: 10, worker: { 0 }) { worker, items in
      items.map { _ in
        worker += 1
        return worker
      }
    } emit: { uses in
      if uses == 1 { new += 1 }
      return true
    }
    #expect((1...jobs).contains(new))
  }
}

private func busy(_ item: Int) -> Int { item &* 2_654_435_761 }

private final class Counts: Sendable {
  let spent = Atomic(0)
  let made = Atomic(0)
  let emitted = Atomic(0)
  let ahead = Atomic(0)
}
