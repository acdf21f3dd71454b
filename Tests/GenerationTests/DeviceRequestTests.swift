import DomainModel
import Generation
import Testing

@Suite struct DeviceRequestTests {
  @Test func aPresetIsABeginning() throws {
    let mouse = Setting("source", .element([Setting("mouse", .element([Setting("mode", .text("server"))]))]))
    let devices = try DeviceRequest(.channel, preset: .qemuVdagent, settings: [mouse]).devices().get()
    let source = VdagentSource(clipboard: Clipboard(copypaste: .yes), mouse: Mouse(mode: .server))
    #expect(
      devices == [.channel(Channel(source: .qemuVdagent(source), target: .virtio(name: "com.redhat.spice.0")))])
  }

  @Test(arguments: [
    ("unix", "path", "bind"), ("unix", "mode", nil), ("tcp", "host", "bind"), ("udp", "host", "connect"),
  ])
  func anAbsentModeIsWritten(_ type: String, _ attribute: String, _ mode: String?) throws {
    let value = attribute == "mode" ? "connect" : "x"
    let device = try device(
      name("a"), Setting("type", .text(type)), Setting("source", .element([Setting(attribute, .text(value))])))
    #expect(device.xml().contains("mode='\(mode ?? "connect")'"))
  }

  @Test func anAddressIsWrittenWhole() throws {
    let address = Setting(
      "address", .element([Setting("type", .text("virtio-serial")), Setting("port", .number(3))]))
    #expect(try device(name("a"), address).xml().contains("controller='0' bus='0' port='3'"))
  }

  @Test(arguments: ["spicevmc", "qemu-vdagent"])
  func aVdagentHasItsName(_ type: String) throws {
    #expect(try device(Setting("type", .text(type))).xml().contains("name='com.redhat.spice.0'"))
  }

  @Test func aChannelNeedsAName() {
    let misuses = misuses(DeviceRequest(.channel, settings: [name(nil)]))
    #expect(misuses.map(\.place) == [.option("--name")])
  }

  @Test func anAliasThatLibvirtWouldDropIsRefused() {
    let alias = Setting("alias", .element([Setting("name", .text("my agent"), at: .option("--alias"))]))
    let misuses = misuses(DeviceRequest(.channel, preset: .guestAgent, settings: [alias]))
    #expect(misuses.map(\.place) == [.option("--alias")])
    #expect(misuses.map(\.help) == ["write ua-myagent"])
  }

  @Test func aPresetOfAnotherKindIsRefused() {
    #expect(misuses(DeviceRequest(.channel, preset: .console)).count == 1)
    #expect(misuses(DeviceRequest(.controller, preset: .guestAgent)).count == 1)
  }

  @Test func aPresetOfSeveralDevicesIsTakenAsItIs() throws {
    #expect(try DeviceRequest(.channel, preset: .ovirt).devices().get().count == 2)
    #expect(misuses(DeviceRequest(.channel, preset: .ovirt, settings: [name("a")])).map(\.place) == [.option("--name")])
  }

  @Test(arguments: [
    (Setting("type", .text("unx")), "'unx' is not one of null", "did you mean 'unix'?"),
    (Setting("sorce", .element([Setting("path", .text("a"))])), "<channel> knows no 'sorce'", "did you mean 'source'?"),
    (
      Setting("target", .element([Setting("type", .text("xen")), Setting("port", .number(1))])), "a target of type xen",
      "guestfwd"
    ),
    (
      Setting("source", .element([Setting("host", .text("h"))])), "a channel of type unix has no 'host'",
      "those of type udp and tcp have one"
    ),
  ])
  func theWordsSayWhatAndHow(_ setting: Setting, _ message: String, _ help: String) {
    let misuses = misuses(DeviceRequest(.channel, preset: .guestAgent, settings: [setting]))
    #expect(misuses.contains { $0.message.hasPrefix(message) && ($0.help ?? "").contains(help) }, "\(misuses)")
  }

  private func name(_ name: String?) -> Setting {
    Setting(
      "target", .element([Setting("name", name.map { .text($0) } ?? .nothing, at: .option("--name"))]),
      at: .option("--name"))
  }

  private func device(_ settings: Setting...) throws -> VirtioSerialDevice {
    try #require(try DeviceRequest(.channel, settings: settings).devices().get().first)
  }

  private func misuses(_ request: DeviceRequest) -> [Misuse] {
    if case .failure(let misuses) = request.devices() { misuses.all } else { [] }
  }
}
