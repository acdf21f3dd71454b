import TestKit
import Testing

@testable import GuestAgent

@Suite struct GuestPortTests {
  @Test func aGuestsPortsAreThoseOfSysfs() {
    let ports = GuestPort.all(sysfs: sysfs.path)
    #expect(
      ports.map(\.path) == ["/dev/vport0p0", "/dev/vport0p1", "/dev/vport0p10", "/dev/vport1p1", "/dev/vport10p2"])
    #expect(ports.map(\.name) == [nil, "org.qemu.guest_agent.0", "com.redhat.spice.0", "org.example.0", nil])
    #expect(
      ports.map(\.controller) == ["0000:00:04.0", "0000:00:04.0", "0000:00:04.0", "a003e00.virtio_mmio", "0.0.0001"])
    #expect(ports.map(\.number) == [0, 1, 10, 1, 2])
    #expect(ports[1].link == "/dev/virtio-ports/org.qemu.guest_agent.0")
  }

  @Test(arguments: ["org.example.0", "/dev/virtio-ports/org.example.0", "vport1p1", "/dev/vport1p1"])
  func aPortIsFoundByNameAndByDevice(text: String) throws {
    #expect(try GuestPort.named(text, sysfs: sysfs.path).device == "vport1p1")
  }

  @Test(arguments: [
    ("org.qemu.guest-agent.0", "did you mean 'org.qemu.guest_agent.0'?"),
    ("nothing.like.it", "available: vport0p0, org.qemu.guest_agent.0, com.redhat.spice.0, org.example.0, vport10p2"),
  ])
  func aPortThatIsNotThereIsTold(text: String, help: String) {
    let failure = failure { _ = try GuestPort.named(text, sysfs: sysfs.path) }
    #expect(failure?.reason == .noPort)
    #expect(failure?.help == help)
  }

  @Test func aGuestWithoutPortsIsTold() {
    #expect(
      failure { _ = try GuestPort.named("a", sysfs: "/nowhere") }?.help?.hasPrefix("load the virtio_console module")
        == true)
  }

  /// A sysfs with ports on PCI, MMIO and CCW.
  private let sysfs: TemporaryFolder = {
    let sysfs = TemporaryFolder()
    for folder in ["class", "class/virtio-ports", "devices"] { sysfs.folder(folder) }
    for (device, place, name) in [
      ("vport0p0", "pci0000:00/0000:00:04.0/virtio0", "\n"), ("vport10p2", "css0/0.0.0001/virtio9", "\n"),
      ("vport0p1", "pci0000:00/0000:00:04.0/virtio0", "org.qemu.guest_agent.0\n"),
      ("vport0p10", "pci0000:00/0000:00:04.0/virtio0", "com.redhat.spice.0\n"),
      ("vport1p1", "platform/a003e00.virtio_mmio/virtio1", "org.example.0\n"),
    ] {
      var folder = "devices"
      for part in (place + "/virtio-ports/" + device).split(separator: "/") {
        folder += "/\(part)"
        sysfs.folder(folder)
      }
      sysfs.write(name, to: folder + "/name")
      sysfs.link("class/virtio-ports/\(device)", to: "../../\(folder)")
    }
    return sysfs
  }()
}
