import DomainModel
import Generation
import Resolution
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
    ("unix", "path", "bind"), ("unix", "mode", "connect"), ("tcp", "host", "bind"), ("udp", "host", "connect"),
  ])
  func anAbsentModeIsWritten(_ type: String, _ attribute: String, _ mode: String) throws {
    let source = [Setting("host", .text("::1")), Setting("service", .text("4555"))]
    let path = [Setting("path", .text("/run/a")), Setting("mode", attribute == "mode" ? .text("connect") : .nothing)]
    let device = try device(
      name("a"), Setting("type", .text(type)), Setting("source", .element(type == "unix" ? path : source)))
    #expect(device.xml().contains("mode='\(mode)'"))
  }

  @Test func anAddressIsWrittenWhole() throws {
    let address = Setting(
      "address", .element([Setting("type", .text("virtio-serial")), Setting("port", .number(3))]))
    #expect(try device(name("a"), address).xml().contains("controller='0' bus='0' port='3'"))
  }

  @Test func aPCIAddressStatesTheFirstDomain() throws {
    let address = Setting(
      "address",
      .element([Setting("type", .text("pci")), Setting("bus", .number(0)), Setting("slot", .number(5))]))
    let request = DeviceRequest(.controller, settings: [Setting("type", .text("virtio-serial")), address])
    #expect(try request.devices().get().first?.xml().contains("domain='0x0000' bus='0x00' slot='0x05'") == true)
  }

  @Test(arguments: ["spicevmc", "qemu-vdagent"])
  func aVdagentHasItsName(_ type: String) throws {
    #expect(try device(Setting("type", .text(type))).xml().contains("name='com.redhat.spice.0'"))
  }

  @Test(arguments: [
    (
      [Setting("type", .text("tcp"), at: .option("--type"))], "--type",
      "the channel 'a' of type tcp has no host"
    ),
    (
      [
        Setting(
          "source",
          .element([
            Setting("mode", .text("bind"), at: .option("--mode")),
            Setting(
              "reconnect",
              .element([Setting("enabled", .text("yes"), at: .option("--reconnect")), Setting("timeout", .number(5))]),
              at: .option("--reconnect")),
          ]))
      ], "--reconnect", "a socket that QEMU listens on cannot reconnect"
    ),
  ])
  func whatWouldNotStartIsRefusedWhereItIsAskedFor(_ settings: [Setting], _ option: String, _ message: String) {
    let requestErrors = requestErrors(DeviceRequest(.channel, settings: settings + [name("a")]))
    #expect(requestErrors.map(\.location) == [.option(option)])
    #expect(requestErrors.map(\.message) == [message])
  }

  @Test func versionsCount() {
    let request = DeviceRequest(.qemuVdagent)
    #expect((try? request.devices(for: Versions(libvirt: Version(8, 4))).get()) != nil)
    #expect((try? request.devices(for: Versions(libvirt: Version(8, 3))).get()) == nil)
  }

  @Test func whatWillBiteIsAWarning() throws {
    let path = Setting("source", .element([Setting("path", .text("a.sock"), at: .option("--path"))]))
    let request = DeviceRequest(.channel, preset: .guestAgent, settings: [path])
    #expect(try request.devices().get().count == 1)
    #expect(request.warnings().map(\.location) == [.option("--path")])
  }

  @Test func theControllerThatIsNamedIsTakenToBeThere() throws {
    let address = Setting(
      "address",
      .element([
        Setting("type", .text("virtio-serial")), Setting("controller", .number(3)), Setting("port", .number(99)),
      ]))
    let request = DeviceRequest(.channel, preset: .guestAgent, settings: [address])
    #expect(try request.devices().get().count == 1)
    #expect(request.warnings().isEmpty)
  }

  @Test func aChannelNeedsAName() {
    let requestErrors = requestErrors(DeviceRequest(.channel, settings: [name(nil)]))
    #expect(requestErrors.map(\.location) == [.option("--name")])
  }

  @Test func anAliasThatLibvirtWouldDropIsRefused() {
    let alias = Setting("alias", .element([Setting("name", .text("my agent"), at: .option("--alias"))]))
    let requestErrors = requestErrors(DeviceRequest(.channel, preset: .guestAgent, settings: [alias]))
    #expect(requestErrors.map(\.location) == [.option("--alias")])
    #expect(requestErrors.map(\.help) == ["use ua-myagent"])
  }

  @Test func aPresetOfAnotherKindIsRefused() {
    #expect(requestErrors(DeviceRequest(.channel, preset: .console)).count == 1)
    #expect(requestErrors(DeviceRequest(.controller, preset: .guestAgent)).count == 1)
  }

  @Test func aPresetOfSeveralDevicesIsTakenAsItIs() throws {
    #expect(try DeviceRequest(.channel, preset: .ovirt).devices().get().count == 2)
    #expect(
      requestErrors(DeviceRequest(.channel, preset: .ovirt, settings: [name("a")])).map(\.location) == [
        .option("--name")
      ])
  }

  @Test(arguments: [
    (Setting("type", .text("unx")), "'unx' is not one of null", "did you mean 'unix'?"),
    (Setting("sorce", .element([Setting("path", .text("a"))])), "<channel> has no 'sorce'", "did you mean 'source'?"),
    (
      Setting("target", .element([Setting("type", .text("xen")), Setting("port", .number(1))])), "a target of type xen",
      "guestfwd"
    ),
    (
      Setting("source", .element([Setting("host", .text("h"))])), "a channel of type unix has no 'host'",
      "'host' is available for type udp and tcp"
    ),
  ])
  func theWordsSayWhatAndHow(_ setting: Setting, _ message: String, _ help: String) {
    let requestErrors = requestErrors(DeviceRequest(.channel, preset: .guestAgent, settings: [setting]))
    #expect(
      requestErrors.contains { $0.message.hasPrefix(message) && ($0.help ?? "").contains(help) }, "\(requestErrors)")
  }

  private func name(_ name: String?) -> Setting {
    Setting(
      "target", .element([Setting("name", name.map { .text($0) } ?? .nothing, at: .option("--name"))]),
      at: .option("--name"))
  }

  private func device(_ settings: Setting...) throws -> VirtioSerialDevice {
    try #require(try DeviceRequest(.channel, settings: settings).devices().get().first)
  }

  private func requestErrors(_ request: DeviceRequest) -> [RequestError] {
    if case .failure(let requestErrors) = request.devices() { requestErrors.all } else { [] }
  }
}
