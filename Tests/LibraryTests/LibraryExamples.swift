import Testing
import VirtChannel

// The examples of docs/library.md, word for word; LibraryPageTests compares. Nothing but `VirtChannel` is imported.
@Suite struct LibraryExamples {
  let xml = """
    <domain type='kvm'>
      <name>vm</name>
      <os>
        <type arch='x86_64' machine='pc'>hvm</type>
      </os>
      <devices>
        <channel type='unix'>
          <target type='virtio' name='org.example.0'/>
          <address type='virtio-serial' controller='0' bus='0' port='0'/>
        </channel>
      </devices>
    </domain>
    """

  @Test func checkADomain() {
    var linter = Linter(versions: Versions(libvirt: Version(9, 0), qemu: Version(7, 2)))
    let result = linter.lint(SourceFile(name: "vm.xml", xml))
    let lines = LineIndex(result.document.file)
    for finding in result.diagnostics where finding.severity > .note {
      let position = lines.position(of: finding.range.lowerBound)
      print("\(position.line):\(position.column): \(finding.rule.name): \(finding.message)")
    }
    #expect(result.diagnostics.filter { $0.severity > .note }.map(\.rule.name) == ["port-zero-not-console"])

    let edits = result.diagnostics.compactMap(\.fixes.first).filter { $0.safety == .safe }.flatMap(\.edits)
    let fixed = edits.applied(to: result.document.file)
    #expect(!String(decoding: fixed, as: UTF8.self).contains("port='0'"))
  }

  @Test func makeDevices() throws {
    let request = DeviceRequest(
      .channel, preset: .qemuVdagent,
      settings: [Setting("source", .element([Setting("mouse", .element([Setting("mode", .text("server"))]))]))])
    let devices = try request.devices().get()
    print(devices[0].xml())
    #expect(devices[0].xml().contains("<mouse mode='server'/>"))

    let channel = Channel(
      source: .unix(UnixSource(mode: .bind, path: "/srv/vm/example.sock")), target: .virtio(name: "org.example.0"))
    print(channel.xml())
    #expect(channel.xml().contains("<source mode='bind' path='/srv/vm/example.sock'/>"))

    let editor = try DomainEditor.open(SourceFile(name: "vm.xml", xml)).get()
    let changed = try editor.removing(channelsNamed: ["org.example.0"]).inserting(devices).get()
    let wouldStart = !changed.remarks.contains { $0.severity == .error }
    #expect(wouldStart)
    #expect(changed.domain.channels.map(\.name) == ["com.redhat.spice.0"])
  }

  @Test func changeAndTranslate() {
    var parser = Domain.parser()
    guard let domain = Domain.read(parser.parse(SourceFile(name: "vm.xml", xml))) else { return }
    for var channel in domain.channels where channel.log == nil {
      channel.log = ChardevLog(file: "/var/log/libvirt/qemu/\(channel.name ?? "channel").log", append: .on)
      print(domain.edits(channel))
    }

    let resolved = Resolver(.newest).resolve(domain)
    for channel in resolved.channels {
      print(channel.id, channel.port?.port ?? 0, channel.source.unix?.path ?? "")
    }
    #expect(resolved.channels.map(\.port?.port) == [1])

    let old = Resolver(Versions(qemu: Version(4, 2))).resolve(domain)
    print(old.arguments())
    #expect(old.arguments().contains { $0.hasSuffix("server,nowait") })
  }

  @Test func talk() {
    var caller = AgentCaller()
    caller.patience = .seconds(1)
    do throws(ChannelError) {
      var session = try caller.call(.unix(path: "/srv/vm/agent.sock"))
      print(try session.info())
    } catch {
      print(error.reason, error)
    }
  }

  @Test func readJSON() throws {
    let spec = SourceFile(name: "spec.json", #"{ "devices": [{ "preset": "guest-agent" }] }"#)
    let asked = try DeviceSpec.read(spec).devices().get()
    #expect(asked == Preset.guestAgent.devices)
  }
}
