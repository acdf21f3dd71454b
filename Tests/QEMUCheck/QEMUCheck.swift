internal import Glibc
internal import TestKit
internal import VirtChannel

/// Holds what the library says against real QEMU: `make test-qemu`.
///
/// Random domains, and the recorded ones where they are at hand, are started from the scripts that `argv --run` writes, in every
/// dialect; QMP must tell the ports, numbers and names that the library does. What lint says QEMU refuses must be refused, and
/// nothing else. Where QEMU chooses the ports of consoles, `map` must say what `info qtree` does. The examples of the rules about command lines must be refused with the words that they foresee.
@main struct QEMUCheck {
  static func main() throws {
    let machine = try Machine.installed()
    print("QEMU \(machine.versions.qemu), as libvirt \(machine.versions.libvirt) would call it")
    var tally = Tally()
    var random = SeededGenerator(seed: 1)
    for number in 0..<120 {
      try DomainCheck(random.domain(startable: true), "random domain \(number)", machine).run(&tally)
    }
    for number in 0... {
      if tally.count(of: PortMapCheck.comparison) == 200 { break }
      let kind = PortMachine.allCases[number % PortMachine.allCases.count]
      try PortMapCheck(random.domainWithConsoles(on: kind), "domain with consoles \(number)", machine).run(&tally)
    }
    for (name, xml) in try RecordedDomains.all(limit: 120) { try DomainCheck(xml, name, machine).run(&tally) }
    try RuleCheck(machine).run(&tally)
    tally.report()
    exit(tally.failures > 0 ? 1 : 0)
  }
}

/// What was compared, and how often it was not the same.
struct Tally {
  private var counts: [(what: String, count: Int)] = []
  private(set) var failures = 0

  /// Notes a comparison.
  mutating func note(_ what: String, _ isSame: Bool, _ difference: @autoclosure () -> String) {
    if let place = counts.firstIndex(where: { $0.what == what }) {
      counts[place].count += 1
    } else {
      counts.append((what, 1))
    }
    guard !isSame else { return }
    failures += 1
    print("DIFFERENT: \(what): \(difference())")
  }

  /// How often something was compared.
  func count(of what: String) -> Int { counts.first { $0.what == what }?.count ?? 0 }

  /// Prints the counts.
  func report() {
    for (what, count) in counts { print("\(count) \(what)") }
    print(failures == 0 ? "no difference" : "\(failures) differences")
  }
}
