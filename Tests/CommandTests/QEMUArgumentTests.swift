import TestKit
import Testing

/// `<qemu:commandline>` and `<qemu:override>` take part in what is said of a domain.
@Suite struct QEMUArgumentTests {
  private static let agent = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"

  private func domain(_ extra: String, devices: String = agent, bound: Bool = true) -> String {
    let namespace = bound ? " xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'" : ""
    return """
      <domain type='kvm'\(namespace)><name>vm</name><memory>1</memory><os><type arch='x86_64' machine='q35'>hvm</type></os>
      <devices>\(devices)</devices>\(extra)</domain>
      """
  }

  private func arguments(_ words: String...) -> String {
    "<qemu:commandline>" + words.map { "<qemu:arg value='\($0)'/>" }.joined() + "</qemu:commandline>"
  }

  private func override(_ property: String, _ type: String, _ value: String) -> String {
    """
    <qemu:override><qemu:device alias='channel0'><qemu:frontend><qemu:property name='\(property)' type='\(type)' value='\(value)'/>\
    </qemu:frontend></qemu:device></qemu:override>
    """
  }

  private func run(_ command: String..., on xml: String) throws -> Program {
    try Program.run(Program.virtChannelPath, command + ["--no-config", "-"], input: Array(xml.utf8))
  }

  private static let port =
    #"{"driver":"virtserialport","bus":"virtio-serial0.0","nr":NR,"name":"org.example.0","id":"extra"}"#

  private func port(_ number: Int) -> String {
    arguments("-device", Self.port.replacing("NR", with: "\(number)"))
  }

  @Test func aPortOfAnArgumentIsOnTheMapAndNotFree() throws {
    let map = try run("map", on: domain(port(30)))
    #expect(map.text.contains("extra     virtio-serial0  30    /dev/virtio-ports/org.example.0"))
    #expect(map.errorText.contains("31 ports, 2-29 are free"))
    #expect(map.errorText.contains("extra comes from <qemu:commandline>; libvirt does not know it"))
  }

  @Test func aCollisionIsFoundAtTheArgument() throws {
    let xml = domain(port(1))
    let lint = try run("lint", "--format", "gcc", on: xml)
    #expect(lint.status == 1)
    #expect(lint.text.contains("2:223: error: port 1 of the controller is already in use [VC710"))
    let map = try run("map", on: xml)
    #expect(map.text.contains("extra (refused)") && map.text.contains("channel0  "))
  }

  @Test func aPlainDeviceComesBeforeLibvirtsController() throws {
    let xml = domain(arguments("-device", "virtserialport,bus=virtio-serial0.0,nr=5"))
    let lint = try run("lint", on: xml)
    #expect(lint.text.contains("QEMU: Bus 'virtio-serial0.0' not found"))
    #expect(lint.text.contains(#"help: write the value as JSON, such as {"driver":"virtserialport",…}"#))
    #expect(try run("lint", "--libvirt", "7.0.0", on: xml).status == 0)
  }

  @Test func theNumberThatLibvirtAssignsNextIsReported() throws {
    #expect(try run("lint", on: domain(port(2))).text.contains("[VC247 argument-takes-next-port]"))
    #expect(try run("lint", on: domain(port(3))).text.isEmpty)
  }

  @Test func anOverrideChangesOptionsMapAndFindings() throws {
    let xml = domain(override("nr", "unsigned", "9"))
    #expect(try run("argv", on: xml).text.contains(#""name":"org.qemu.guest_agent.0","nr":9}"#))
    #expect(try run("argv", "--libvirt", "8.1.0", on: xml).text.contains("nr=1,"))
    #expect(try run("map", on: xml).text.contains("channel0  virtio-serial0  9 "))
    let refused = try run("lint", on: domain(override("nr", "unsigned", "99")))
    #expect(refused.text.contains("Out-of-range port id specified, max. allowed: 30"))
    #expect(try run("map", on: domain(override("nr", "unsigned", "99"))).text.contains("channel0 (refused)"))
  }

  @Test(arguments: [(4, true), (31, true), (32, false)])
  func theNumberOfPortsThatArgumentsSetCounts(number: Int, isRefused: Bool) throws {
    let count = isRefused ? number : number + 8
    let channel =
      "<channel type='pty'><target type='virtio'/><address type='virtio-serial' port='\(number)'/></channel>"
    let devices = "<controller type='virtio-serial' index='0' ports='100'/>\(channel)"
    let override = """
      <qemu:override><qemu:device alias='virtio-serial0'><qemu:frontend>\
      <qemu:property name='max_ports' type='unsigned' value='\(count)'/></qemu:frontend></qemu:device></qemu:override>
      """
    let xml = domain(override, devices: devices)
    let lint = try run("lint", "--severity", "error", on: xml)
    #expect(lint.text.contains("max. allowed: \(count - 1)") == isRefused, "\(lint.text)")
    #expect(!lint.text.contains("before one of libvirt's"))
    let map = try run("map", on: xml)
    #expect(map.errorText.contains(": virtio-serial0") && map.errorText.contains(", \(count) ports, 1-"))
    #expect(map.text.contains("channel0 (refused)") == isRefused)
    #expect(map.errorText.contains("channel0 is refused: the controller has \(count) ports") == isRefused)
  }

  @Test func aGlobalNumberOfPortsCounts() throws {
    let xml = domain(arguments("-global", "virtio-serial-pci.max_ports=2"), devices: Self.agent + Self.agent)
    #expect(try run("lint", on: xml).text.contains("Out-of-range port id specified, max. allowed: 1"))
    #expect(try run("map", on: xml).errorText.contains("2 ports, none is free"))
    let none = domain(arguments("-global", "virtio-serial-pci.max_ports=0"))
    let lint = try run("lint", on: none)
    #expect(lint.text.contains("VC713") && !lint.text.contains("VC710"))
  }

  @Test func setDoesNotReachDevicesInJSON() throws {
    let xml = domain(arguments("-set", "device.channel0.nr=7"))
    #expect(try run("lint", on: xml).text.contains(#"QEMU: there is no device "channel0" defined"#))
    #expect(try run("lint", "--libvirt", "7.0.0", on: xml).status == 0)
    #expect(try run("map", "--libvirt", "7.0.0", on: xml).text.contains("channel0  virtio-serial0  7 "))
  }

  @Test func devicesAndChardevsThatLibvirtMayMakeAreLeftAlone() throws {
    let own = arguments("-set", "device.hostdev0.x-vga=on", "-device", "isa-serial,chardev=charserial5,index=2")
    for version in ["7.0.0", "9.0.0"] { #expect(try run("lint", "--libvirt", version, on: domain(own)).text.isEmpty) }
    let wrong = arguments("-device", "virtio-serial,id=v", "-device", "virtserialport,bus=v.0,chardev=nowhere")
    #expect(try run("lint", on: domain(wrong)).text.contains("VC703"))
  }

  @Test func anIDThatLibvirtUsesIsReported() throws {
    let lint = try run("lint", on: domain(arguments("-device", "virtio-serial-pci,id=virtio-serial0")))
    #expect(lint.text.contains("Duplicate ID 'virtio-serial0' for device"))
  }

  @Test func serialPortsOfArgumentsAreOnTheMapAndNotForVirsh() throws {
    let xml = domain(arguments("-chardev", "pty,id=c", "-device", "isa-serial,chardev=c,id=extra,index=1"))
    let map = try run("map", on: xml)
    #expect(map.text.contains("extra     isa             1     /dev/ttyS1"))
    #expect(!map.errorText.contains("--devname"))
  }

  /// QEMU makes plain devices before libvirt's, and those in JSON after them (checked with a real QEMU by `make map-law`).
  @Test(arguments: [
    ("-device", "isa-serial,id=extra", 0), ("-device", #"{"driver":"isa-serial","id":"extra"}"#, 1),
    ("-device", "isa-serial,id=extra,index=2", 2), ("-device", "isa-serial,id=extra,iobase=0x2e8", 3),
  ]) func anISAPortOfAnArgumentHasTheNumberThatQEMUGivesIt(flag: String, value: String, number: Int) throws {
    let xml = domain(arguments(flag, value), devices: Self.agent + "<serial type='pty'/>")
    let map = try run("map", on: xml)
    #expect(map.text.contains("extra     isa             \(number)     /dev/ttyS\(number)"))
    #expect(try run("lint", on: xml).text.contains("VC614 isa-address-taken") == (number == 0))
  }

  @Test func anISAPortOfAnArgumentFollowsLibvirtsPlainOnes() throws {
    let xml = domain(arguments("-device", "isa-serial,id=extra"), devices: Self.agent + "<serial type='pty'/>")
    #expect(try run("map", "--libvirt", "7.0.0", on: xml).text.contains("extra     isa             1     /dev/ttyS1"))
    #expect(try run("lint", "--libvirt", "7.0.0", on: xml).text.isEmpty)
  }

  @Test func anAddressThatAnArgumentForwardsIsOnTheMap() throws {
    let xml = domain(
      arguments("-chardev", "socket,id=f,path=/run/f.sock", "-netdev", "user,id=net,guestfwd=tcp:10.0.2.9:46-chardev:f")
    )
    let map = try run("map", on: xml)
    #expect(map.text.contains("net       -               -     10.0.2.9:46"))
    #expect(map.text.contains("unix:/run/f.sock"))
  }

  @Test func aDeviceIsNotAttachedAtThePortOfAnArgument() throws {
    let attach = ["generate", "channel", "--name", "n", "--attach", "-"]
    let device = try Program.run(Program.virtChannelPath, attach, input: Array(domain(port(2)).utf8))
    #expect(device.text.contains("<address type='virtio-serial' controller='0' bus='0' port='3'/>"))
  }

  @Test func otherArgumentsAndUnboundPrefixesChangeNothing() throws {
    for extra in [arguments("-cpu", "host", "-device", "ivshmem-plain,memdev=m"), arguments(), "<qemu:override/>"] {
      let lint = try run("lint", on: domain(extra))
      #expect(lint.text.isEmpty && lint.status == 0)
    }
    #expect(try run("map", on: domain(port(1), bound: false)).text.contains("extra") == false)
  }

  @Test func argvSaysWhatItDoesNotShow() throws {
    let argv = try run("argv", on: domain(port(30)))
    #expect(argv.errorText == "not shown: 2 arguments of <qemu:commandline>, which libvirt appends\n")
    #expect(!argv.text.contains("org.example.0"))
  }

  @Test func anythingMayStandInAnArgument() throws {
    let values = ["", ",", "-device", "&#0;", "{", #"{"driver":1}"#, "&lt;x&amp;", "virtserialport,", "=", "🖥"]
    for value in values {
      for flag in ["-device", "-chardev", "-set", "-global", "-readconfig", "@x", ""] {
        let lint = try run("lint", on: domain(arguments(flag, value) + override(value, "signed", value)))
        #expect([0, 1, 2].contains(lint.status), "\(flag) \(value): \(lint.errorText)")
      }
    }
  }
}
