import DomainModel
import Generation
import Resolution
import SourceText
import Testing

@Suite struct DomainEditorTests {
  @Test func insertsWhereLibvirtWouldWithItsControllerAndPort() throws {
    let changed = try edit("<emulator>/usr/bin/kvm</emulator>\n    <memballoon model='virtio'/>") {
      $0.inserting(Preset.guestAgent.devices)
    }
    #expect(
      changed == """
        <emulator>/usr/bin/kvm</emulator>
            <controller type='virtio-serial' index='0'/>
            <channel type='unix'>
              <source mode='bind'/>
              <target type='virtio' name='org.qemu.guest_agent.0'/>
              <address type='virtio-serial' controller='0' bus='0' port='1'/>
            </channel>
            <memballoon model='virtio'/>
        """)
  }

  @Test func takesTheNextFreePort() throws {
    let changed = try edit(
      """
      <controller type='virtio-serial' index='0' ports='3'/>
          <channel type='pty'>
            <target type='virtio' name='a'/>
          </channel>
          <channel type='pty'>
            <target type='virtio' name='b'/>
            <address type='virtio-serial' controller='0' bus='0' port='1'/>
          </channel>
      """
    ) { $0.inserting(Preset.guestAgent.devices) }
    #expect(changed.contains("<controller type='virtio-serial' index='1'/>"))
    #expect(changed.contains("<address type='virtio-serial' controller='1' bus='0' port='1'/>"))
  }

  /// libvirt numbers controllers without an index: they are there, with their own number of ports.
  @Test func controllersWithoutAnIndexAreThere() throws {
    let text = """
      <domain type='kvm'><name>a</name><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
        <controller type='virtio-serial' ports='2'/>
        <controller type='virtio-serial'/>
        <console type='null'><target type='virtio'/></console>
      </devices></domain>
      """
    let devices = Preset.console.devices + Preset.guestAgent.devices
    let changed = try DomainEditor.open(SourceFile(name: "vm.xml", text)).get().inserting(devices).get()
    #expect(changed.domain.controllers.count == 2)
    #expect(!changed.findings.contains { $0.severity == .error })
  }

  @Test func indentsAsTheFileDoes() throws {
    let file = SourceFile(
      name: "vm.xml", "<domain type='kvm'>\r\n\t<devices>\r\n\t\t<disk/>\r\n\t</devices>\r\n</domain>\r\n")
    let changed = try DomainEditor.open(file).get().inserting(Preset.console.devices).get().file
    #expect(
      String(decoding: changed.bytes, as: UTF8.self)
        == "<domain type='kvm'>\r\n\t<devices>\r\n\t\t<disk/>\r\n\t\t<controller type='virtio-serial' index='0'/>\r\n"
        + "\t\t<console type='pty'>\r\n\t\t\t<target type='virtio'/>\r\n\t\t</console>\r\n\t</devices>\r\n</domain>\r\n"
    )
  }

  @Test func insertingTwiceIsInsertingOnce() throws {
    for preset in Preset.all where preset != .console {
      let once = try open("").inserting(preset.devices).get()
      let twice = try once.inserting(preset.devices).get()
      #expect(once.file.bytes == twice.file.bytes, "\(preset.name)")
    }
  }

  @Test func anotherChannelOfTheNameIsReplacedOnlyWhenAsked() throws {
    let other = """
      <channel type='pty'>
            <target type='virtio' name='org.qemu.guest_agent.0' state='connected'/>
            <alias name='ua-agent'/>
            <address type='virtio-serial' controller='0' bus='0' port='7'/>
          </channel>
      """
    #expect(requestErrors { try open(other).inserting(Preset.guestAgent.devices).get() }.count == 1)
    #expect(
      try edit(other) { $0.inserting(Preset.guestAgent.devices, replacing: true) } == """
        <channel type='unix'>
              <source mode='bind'/>
              <target type='virtio' name='org.qemu.guest_agent.0' state='connected'/>
              <alias name='ua-agent'/>
              <address type='virtio-serial' controller='0' bus='0' port='7'/>
            </channel>
        """)
  }

  @Test(arguments: [
    "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
    "<channel type='unix'><source/><target type='virtio' name='org.qemu.guest_agent.0' state='connected'/></channel>",
  ])
  func whatLibvirtTakesForTheSameIsThereAlready(_ channel: String) throws {
    #expect(try edit(channel) { $0.inserting(Preset.guestAgent.devices) } == channel)
  }

  @Test func anotherChannelOfTheNameInOneRequestIsReplacedOnlyWhenAsked() throws {
    let channels = ["/srv/a", "/srv/b"].map { path in
      VirtioSerialDevice.channel(
        Channel(source: .unix(UnixSource(mode: .bind, path: path)), target: .virtio(name: "a")))
    }
    let refusals = requestErrors { try open("").inserting(channels).get() }
    #expect(
      refusals.map(\.message) == [
        "a different channel 'a' already exists: it has <source mode='bind' path='/srv/a'/> instead of "
          + "<source mode='bind' path='/srv/b'/>"
      ])
    let changed = try edit("") { $0.inserting(channels, replacing: true) }
    #expect(changed.contains("/srv/b") && !changed.contains("/srv/a"))
  }

  @Test func aControllerTakesTheLowestFreeIndex() throws {
    let changed = try edit("<controller type='virtio-serial' index='0'/>") {
      $0.inserting([.controller(Controller(ports: 64))])
    }
    #expect(changed.hasSuffix("<controller type='virtio-serial' index='1' ports='64'/>"))
    let taken = Controller(index: 0, ports: 8)
    #expect(
      requestErrors { try open("<controller type='virtio-serial' index='0'/>").inserting([.controller(taken)]).get() }
        .count
        == 1)
    #expect(
      try edit("<controller type='virtio-serial' index='0'/>") { $0.inserting([.controller(taken)], replacing: true) }
        == "<controller type='virtio-serial' index='0' ports='8'/>")
  }

  @Test func removesByName() throws {
    let channels = """
      <channel type='pty'>
            <target type='virtio' name='a'/>
          </channel>
          <!-- b stays -->
          <channel type='pty'><target type='virtio' name='b'/></channel>
      """
    let changed = try edit(channels) { .success($0.removing(channelsNamed: ["a"])) }
    #expect(changed == "<!-- b stays -->\n    <channel type='pty'><target type='virtio' name='b'/></channel>")
    let missing = try open(channels).removing(channelsNamed: ["aa"])
    #expect(missing.file.bytes == missing.original.bytes)
    #expect(missing.notes == ["no channel is named 'aa', so nothing was removed; did you mean 'a'?"])
  }

  @Test func tellsWhatWouldNotStart() throws {
    let second = Channel(
      source: .pty(PathSource()), target: .virtio(name: "b"),
      address: Address(.virtioSerial(VirtioSerialAddress(controller: 0, bus: 0, port: 31))))
    let findings = try open("").inserting([.channel(second)]).get().findings
    #expect(findings.filter { $0.severity == .error }.map(\.rule.name).contains("port-out-of-range"))
  }

  @Test func whatWasToBeSaidBeforeIsNotSaidAgain() throws {
    let live = "<controller type='virtio-serial' index='0'><alias name='virtio-serial0'/></controller>"
    let changed = try open(live).inserting(Preset.guestAgent.devices).get()
    #expect(changed.findings.contains { $0.rule.name == "runtime-state" })
    #expect(!changed.remarks.contains { $0.rule.name == "runtime-state" })
  }

  @Test(arguments: ["<domain><name>vm</name></domain>", "<network/>", "<domain>", ""])
  func whatIsNoDomainIsRefused(_ text: String) {
    #expect(requestErrors { try DomainEditor.open(SourceFile(name: "vm.xml", text)).get() }.count == 1)
  }
}

@Suite struct AttachmentTests {
  let agent = VirtioSerialDevice.channel(Channel(source: .unix(UnixSource(mode: .bind)), target: .virtio(name: "a")))

  @Test func namesAPortOfAControllerThatIsThere() throws {
    let attachment = try open("<controller type='virtio-serial' index='2'/>").attaching(agent).get()
    #expect(attachment.device.xml().contains("<address type='virtio-serial' controller='2' bus='0' port='1'/>"))
  }

  @Test(arguments: [
    "", "<controller type='virtio-serial' index='0' ports='1'/>",
    """
    <controller type='virtio-serial' index='0' ports='2'/>
    <channel type='pty'><target type='virtio' name='b'/></channel>
    """,
  ])
  func needsAFreePort(_ devices: String) {
    let requestErrors = requestErrors { try open(devices).attaching(agent).get() }
    #expect(requestErrors.count == 1)
    #expect(
      requestErrors.allSatisfy {
        $0.message.contains("running domain") && ($0.help ?? "").contains("generate controller")
      })
  }

  @Test func controllersAndSerialConsolesAreRefusedAndWhatIsThereIsNot() throws {
    #expect(requestErrors { try open("").attaching(.controller(Controller())).get() }.count == 1)
    let there = "<channel type='unix'><source mode='bind'/><target type='virtio' name='a'/></channel>"
    #expect(try open("<controller type='virtio-serial' index='0'/>" + there).attaching(agent).get().isThere)
    let serial = VirtioSerialDevice.console(Console(source: .pty(PathSource()), target: ConsoleTarget(.serial)))
    #expect(requestErrors { try open("").attaching(serial).get() }.count == 1)
  }
}

/// What a libvirt that runs the domain accepts: `make libvirt-laws` asks a real one.
@Suite struct RunningDomainTests {
  private let versions = Versions(libvirt: Version(9, 0, 0), qemu: Version(7, 2, 0))

  private func editor(_ devices: String) throws -> DomainEditor {
    let running = head.replacing("<domain type", with: "<domain id='1' type")
    return try DomainEditor.open(SourceFile(name: "vm.xml", running + devices + tail), versions: versions).get()
  }

  private func controller(_ index: Int, ports: Int? = nil) -> String {
    let ports = ports.map { " ports='\($0)'" } ?? ""
    return
      "<controller type='virtio-serial' index='\(index)'\(ports)><alias name='virtio-serial\(index)'/></controller>"
  }

  private func console(_ number: Int, _ address: String = "") -> String {
    "<console type='pty'><target type='virtio'/><alias name='console\(number)'/>\(address)</console>"
  }

  private func port(_ controller: Int, _ port: Int) -> String {
    "<address type='virtio-serial' controller='\(controller)' bus='0' port='\(port)'/>"
  }

  private func channel(at address: Address? = nil) -> VirtioSerialDevice {
    .channel(Channel(source: .pty(PathSource()), target: .virtio(name: "a"), address: address))
  }

  private func console(at address: VirtioSerialAddress? = nil) -> VirtioSerialDevice {
    .console(
      Console(
        source: .pty(PathSource()), target: ConsoleTarget(.virtio), address: address.map { Address(.virtioSerial($0)) })
    )
  }

  @Test func aSecondConsoleGetsAPortOfItsOwn() throws {
    let attachment = try editor(controller(0) + console(0)).attaching(console()).get()
    #expect(attachment.device.xml().contains(port(0, 1)))
    #expect(attachment.remarks.allSatisfy { $0.severity < .error })
  }

  @Test func portsThatQEMUHasAssignedAreLeftAlone() throws {
    let devices = controller(0) + console(0) + console(1) + console(2)
    #expect(try editor(devices).attaching(channel()).get().device.xml().contains(port(0, 3)))
    let taken = Address(.virtioSerial(VirtioSerialAddress(controller: 0, port: 2)))
    let refusals = requestErrors { try editor(devices).attaching(channel(at: taken)).get() }
    #expect(refusals.map(\.message) == ["port 2 of the virtio-serial controller 0 is in use"])
  }

  /// Controllers that libvirt 9.0.0 has added come last in the XML of the running domain, and QEMU looks at the last first.
  @Test func consolesWithoutAnAddressAreOnTheLastController() throws {
    let devices = controller(1) + controller(0) + console(0)
    let full = VirtioSerialAddress(controller: 0, port: 0)
    #expect(requestErrors { try editor(devices).attaching(console(at: full)).get() }.count == 1)
    let free = VirtioSerialAddress(controller: 1, port: 1)
    #expect(try editor(devices).attaching(console(at: free)).get().device.xml().contains(port(1, 1)))
  }

  @Test func aControllerOfOnePortHasRoomForAConsole() throws {
    #expect(requestErrors { try editor(controller(0, ports: 1)).attaching(channel()).get() }.count == 1)
    let attachment = try editor(controller(0, ports: 1)).attaching(console()).get()
    #expect(!attachment.device.xml().contains("<address"))
  }

  /// What libvirt 9.0.0 adds for a console when it defines a domain without controller 0 is not there while the domain runs, and without
  /// that controller it accepts no console at a port 0.
  @Test func aConsoleNeedsNoControllerOfIndexZeroWhileTheDomainRuns() throws {
    let devices = controller(1, ports: 1) + controller(2, ports: 1)
    #expect(!(try editor(devices).attaching(console()).get().device.xml().contains("<address")))
    #expect(requestErrors { try editor(devices + console(0)).attaching(console()).get() }.count == 1)
  }

  /// libvirt adds it when it finds no port, and QEMU does not have it.
  @Test func aControllerWithoutAnAliasIsNotThere() throws {
    let phantom = "<controller type='virtio-serial' index='1'/>"
    let devices = controller(0, ports: 1) + phantom
    #expect(requestErrors { try editor(devices).attaching(channel()).get() }.count == 1)
  }

  @Test func aDomainThatRunsIsNotJudgedByWhatItHasAlready() throws {
    let devices = controller(0, ports: 2) + console(0, port(0, 0)) + "<channel type='bad'/>"
    let attachment = try editor(devices).attaching(channel()).get()
    #expect(attachment.device.xml().contains(port(0, 1)))
    #expect(attachment.errorsAtNextStart.map(\.rule.name) == ["controller-full"])
  }

  @Test func aChannelTakesThePortOfTheOneThatItReplaces() throws {
    let old = """
      <channel type='unix'><source mode='bind' path='/srv/a'/><target type='virtio' name='a' state='connected'/>\
      <alias name='channel0'/>\(port(0, 3))</channel>
      """
    #expect(requestErrors { try editor(controller(0) + old).attaching(channel()).get() }.count == 1)
    let attachment = try editor(controller(0) + old).attaching(channel(), replacing: true).get()
    #expect(attachment.device.xml().contains(port(0, 3)) && !attachment.device.xml().contains("alias"))
    #expect(attachment.replaced?.xml().contains("/srv/a") == true)
  }
}

@Suite struct AddedControllerTests {
  private func changed(_ machine: String, _ devices: String) throws -> String {
    let text = head.replacing("'pc'", with: "'\(machine)'") + devices + tail
    let editor = try DomainEditor.open(SourceFile(name: "vm.xml", text)).get()
    return String(decoding: try editor.inserting(Preset.guestAgent.devices).get().file.bytes, as: UTF8.self)
  }

  private let disk = "<disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk>"

  /// The machine's USB controller has a root port, which a written virtio-serial controller would take.
  @Test func otherDevicesKeepTheirSlots() throws {
    #expect(try !changed("q35", disk).contains("<controller"))
    #expect(try changed("pc", disk).contains("<controller type='virtio-serial' index='0'/>"))
    let usb = "<controller type='usb' model='qemu-xhci'/>"
    #expect(try changed("q35", usb + disk).contains("<controller type='virtio-serial' index='0'/>"))
  }

  /// Three controllers are added for 70 channels, and the slots of other devices decide whether all or none of them are written.
  @Test(arguments: [("q35", 0), ("pc", 3)]) func severalAddedControllersAreWrittenAlike(
    machine: String, written: Int
  ) throws {
    let channels = (0..<70).map { VirtioSerialDevice.channel(Channel(source: .null, target: .virtio(name: "c\($0)"))) }
    let text = head.replacing("'pc'", with: "'\(machine)'") + disk + tail
    let editor = try DomainEditor.open(SourceFile(name: "vm.xml", text)).get().inserting(channels).get()
    #expect(editor.domain.controllers.count == written)
    #expect(editor.domain.channels.last?.address?.virtioSerial == VirtioSerialAddress(controller: 2, bus: 0, port: 10))
    #expect(editor.findings.allSatisfy { $0.severity < .error })
  }
}
