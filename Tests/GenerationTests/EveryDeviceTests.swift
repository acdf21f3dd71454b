import DomainModel
import Generation
import LintRules
import Resolution
import SourceText
import TestKit
import Testing

/// Every preset and every backend on every kind of machine: nothing is to be said of what is generated, and libvirt takes it.
/// Only stdio, which whoever asks for it gets, reaches nobody; and of the domains here some have one agent, some the other.
@Suite struct EveryDeviceTests {
  private static let ofTheDomain = ["unsupported-backend", "spice-without-vdagent", "no-guest-agent-channel"]

  @Test(arguments: GuestMachine.all, GeneratedSample.all)
  func nothingIsToBeSaid(_ machine: GuestMachine, _ sample: GeneratedSample) throws {
    let domain = try machine.domain(with: sample)
    let said = domain.findings.filter { !Self.ofTheDomain.contains($0.rule.name) }
    #expect(said == [])
  }

  /// What is asked for on top of a preset may make no sense, such as an agent's channel that libvirt cannot talk through. It is
  /// refused or warned of when it is generated, and not only by whoever checks it afterwards.
  @Test(arguments: Preset.all, ChardevSource.Kind.allCases)
  func whatIsToBeSaidIsSaidAtOnce(_ preset: Preset, _ kind: ChardevSource.Kind) throws {
    guard let device = preset.devices.first?.kind else { return }
    let settings = GeneratedSample.source(of: kind)
    let spec = DeviceSpec([DeviceRequest(device, preset: preset, settings: settings)])
    guard case .success(let devices) = spec.devices() else { return }
    var linter = Linter()
    let file = SourceFile(name: "device.xml", devices.map { $0.xml() }.joined(separator: "\n"))
    let said = linter.lint(file).diagnostics.filter { $0.severity > .note }
    #expect(said.isEmpty || !spec.warnings(for: .newest).isEmpty, "\(said.map(\.message))")
  }

  @Test(arguments: GuestMachine.all)
  func libvirtTakesIt(_ machine: GuestMachine) throws {
    guard Libvirt.isAtHand else { return }
    let folder = TemporaryFolder()
    for sample in GeneratedSample.all where sample.suits(machine) {
      let domain = try machine.domain(with: sample)
      let path = folder.write(domain.file.bytes, to: "vm.xml")
      let answer = try Libvirt.virsh("domxml-to-native", "qemu-argv", "--xml", path)
      #expect(answer.status == 0, "\(sample): \(answer.errorText)")
    }
  }

  @Test func libvirtPlugsInWhatIsMadeForARunningDomain() throws {
    guard Libvirt.isAtHand else { return }
    let folder = TemporaryFolder()
    let name = "generated-\(UInt32.random(in: 0 ... .max))"
    let running = """
      <domain type='qemu'>
        <name>\(name)</name>
        <memory unit='MiB'>16</memory>
        <os>
          <type arch='x86_64' machine='pc'>hvm</type>
        </os>
        <devices>
          <controller type='virtio-serial' index='0'/>
          <controller type='usb' model='none'/>
        </devices>
      </domain>
      """
    guard try Libvirt.virsh("create", "--paused", folder.write(running, to: "vm.xml")).status == 0 else { return }
    defer { _ = try? Libvirt.virsh("destroy", name) }
    for preset in [Preset.guestAgent, .qemuVdagent, .libguestfs] {
      let live = try Libvirt.virsh("dumpxml", name).text
      let editor = try DomainEditor.open(SourceFile(name: name, live)).get()
      let device = try editor.attaching(preset.devices[0]).get().device
      let answer = try Libvirt.virsh("attach-device", name, folder.write(device.xml(), to: "device.xml"), "--live")
      #expect(answer.status == 0, "\(preset.name): \(answer.errorText)")
    }
    let names = try Libvirt.virsh("dumpxml", name).text.split(separator: "<target type='virtio' name='").dropFirst()
    #expect(names.count == 3)
  }
}

/// A machine to generate devices for.
struct GuestMachine: Sendable, CustomTestStringConvertible {
  let architecture: String
  let type: String
  var testDescription: String { "\(architecture) \(type)" }

  static let all = [
    GuestMachine(architecture: "x86_64", type: "pc"), GuestMachine(architecture: "x86_64", type: "q35"),
    GuestMachine(architecture: "i686", type: "pc"), GuestMachine(architecture: "aarch64", type: "virt"),
    GuestMachine(architecture: "armv7l", type: "virt"), GuestMachine(architecture: "ppc64", type: "pseries"),
    GuestMachine(architecture: "riscv64", type: "virt"),
    GuestMachine(architecture: "s390x", type: "s390-ccw-virtio"),
  ]

  /// A domain with a display such as the sample needs, and the sample in it.
  func domain(with sample: GeneratedSample) throws -> DomainEditor {
    let text = """
      <domain type='qemu'>
        <name>generated</name>
        <memory unit='MiB'>64</memory>
        <os>
          <type arch='\(architecture)' machine='\(type)'>hvm</type>
        </os>
        <devices>
          <graphics type='\(sample.display)'/>
        </devices>
      </domain>
      """
    return try DomainEditor.open(SourceFile(name: "vm.xml", text)).get().inserting(sample.devices).get()
  }
}

/// Something that is generated.
struct GeneratedSample: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let devices: [VirtioSerialDevice]

  static let all = presets + backends

  private static let presets = Preset.all.map { GeneratedSample(testDescription: $0.name, devices: $0.devices) }

  private static let backends = ChardevSource.Kind.allCases.filter { $0 != .nmdm }.flatMap { kind in
    VirtioSerialDevice.Kind.allCases.filter { $0 != .controller }.compactMap { device in
      guard device == .channel || kind != .spicevmc else { return nil as GeneratedSample? }
      let request = DeviceRequest(device, settings: settings(of: kind, for: device))
      guard case .success(let devices) = request.devices() else { return nil }
      return GeneratedSample(testDescription: "\(device.rawValue) \(kind.rawValue)", devices: devices)
    }
  }

  private static func settings(of kind: ChardevSource.Kind, for device: VirtioSerialDevice.Kind) -> [Setting] {
    let isVdagent = kind == .spicevmc || kind == .qemuVdagent
    let target = Setting("target", .element([Setting("name", .text("org.example.0"))]))
    return source(of: kind) + (device == .channel && !isVdagent ? [target] : [])
  }

  /// What has to be said of a backend.
  static func source(of kind: ChardevSource.Kind) -> [Setting] {
    [Setting("type", .text(kind.rawValue)), Setting("source", .element(sources[kind] ?? []))]
  }

  private static let sources: [ChardevSource.Kind: [Setting]] = [
    .unix: [Setting("path", .text("/srv/vm/a.sock"))],
    .tcp: [Setting("host", .text("127.0.0.1")), Setting("service", .number(4555))],
    .udp: [Setting("host", .text("127.0.0.1")), Setting("service", .number(4555))],
    .file: [Setting("path", .text("/srv/vm/a.log"))],
    .dev: [Setting("path", .text("/dev/ttyS1"))],
    .pipe: [Setting("path", .text("/srv/vm/a"))],
    .spiceport: [Setting("channel", .text("org.example.0"))],
    .dbus: [Setting("channel", .text("org.example.0"))],
    .qemuVdagent: [Setting("clipboard", .element([Setting("copypaste", .truth(true))]))],
  ]

  /// The display that the devices need.
  var display: String {
    let xml = devices.map { $0.xml() }.joined()
    if xml.contains("type='spice") { return "spice" }
    return xml.contains("type='dbus'") ? "dbus" : "vnc"
  }

  /// Whether the QEMU that is usually installed has what the sample needs on a machine.
  func suits(_ machine: GuestMachine) -> Bool {
    display == "vnc" || (machine.architecture == "x86_64" && display == "spice")
  }
}

/// The libvirt of this machine.
enum Libvirt {
  static let isAtHand = (try? virsh("version"))?.status == 0

  static func virsh(_ arguments: String...) throws -> Program {
    try Program.run("/usr/bin/virsh", ["-c", "qemu:///system"] + arguments)
  }
}
