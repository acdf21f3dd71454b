import Resolution
import TestKit
import Testing

@Suite struct VersionsTests {
  @Test(arguments: [
    ("9.0.0", Version(9, 0, 0)), ("9.0", Version(9, 0, 0)), ("12", Version(12, 0, 0)), ("7.2.22", Version(7, 2, 22)),
  ])
  func `reads what people write`(text: String, version: Version) {
    #expect(Version(text) == version)
  }

  @Test(arguments: ["", ".", "9.", "9.0.0.1", "v9", "9.x", "-1", "9.-1", "9 .0", "99999999999999999999", "９.0"])
  func `refuses everything else`(text: String) {
    #expect(Version(text) == nil)
  }

  @Test func `versions are ordered by number, not by spelling`() {
    #expect(Version(7, 9) < Version(7, 10))
    #expect(Version(9, 0, 1) > Version(9, 0))
    #expect(Version(11, 1, 3).description == "11.1.3")
  }

  @Test func `nothing said means the newest known pair`() {
    #expect(Versions() == .newest)
  }

  @Test(arguments: [
    (Version(7, 2, 22), Version(9, 0)), (Version(5, 2), Version(7, 0)), (Version(11, 1, 3), Version(12, 8)),
    (Version(1, 0), Version(6, 0)), (Version(99), Version(12, 8)),
  ])
  func `a QEMU implies the libvirt of its day`(qemu: Version, libvirt: Version) {
    #expect(Versions(qemu: qemu).libvirt == libvirt)
  }

  @Test(arguments: [
    (Version(9, 0), Version(7, 2)), (Version(7, 0), Version(5, 2)), (Version(12, 8), Version(11, 1, 3)),
    (Version(8, 1), Version(6, 2)), (Version(1, 0), Version(4, 2)),
  ])
  func `a libvirt implies the QEMU of its day`(libvirt: Version, qemu: Version) {
    #expect(Versions(libvirt: libvirt).qemu == qemu)
  }

  @Test func `a change needs both its libvirt and its QEMU`() {
    #expect(Versions(libvirt: Version(9, 0), qemu: Version(7, 2)).supports(.deviceJSON))
    #expect(!Versions(libvirt: Version(9, 0), qemu: Version(5, 2)).supports(.deviceJSON))
    #expect(!Versions(libvirt: Version(7, 0), qemu: Version(7, 2)).supports(.deviceJSON))
  }

  @Test func `changes have names of their own`() {
    #expect(Set(Change.all.map(\.name)).count == Change.all.count)
  }
}

@Suite struct DistributionTests {
  @Test(arguments: [("debian12", Version(9), Version(7, 2, 22)), ("Ubuntu22.04", Version(8), Version(6, 2))])
  func `a distribution names its libvirt and QEMU`(name: String, libvirt: Version, qemu: Version) {
    #expect(Distribution.named(name)?.versions == Versions(libvirt: libvirt, qemu: qemu))
  }

  @Test func `each is a pair that libvirt takes, under a name of its own`() {
    #expect(Distribution.all.allSatisfy { $0.versions.problem == nil })
    #expect(Set(Distribution.all.map(\.name)).count == Distribution.all.count)
    #expect(Distribution.named("debian") == nil)
  }

  @Test(arguments: Distribution.all) func `the guide lists it`(distribution: Distribution) throws {
    let guide = String(decoding: try #require(Fixtures.bytes("docs/guides/upgrade.md")), as: UTF8.self)
    let versions = distribution.versions
    let row = "| `\(distribution.name)` | \(versions.libvirt) | \(versions.qemu) | \(distribution.source.rawValue) |"
    #expect(guide.contains(row))
  }
}
