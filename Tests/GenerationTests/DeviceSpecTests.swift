import DomainModel
import Generation
import JSONText
import SourceText
import TestKit
import Testing

@Suite struct DeviceSpecTests {
  @Test func devicesHaveTheShapeOfTheirXML() throws {
    let spec = """
      {
        "$schema": "generate.schema.json",
        "devices": [
          { "preset": "guest-agent" },
          { "preset": "qemu-vdagent", "channel": { "source": { "mouse": { "mode": "server" } } } },
          { "controller": { "index": 1, "ports": 16, "driver": { "packed": true } } },
          {
            "channel": {
              "type": "udp",
              "source": [{ "mode": "bind", "host": "::1", "service": 4 }, { "host": "::1", "service": "5" }],
              "target": { "name": "org.example.0" },
              "address": { "type": "virtio-serial", "controller": 1, "port": 3 },
              "alias": null
            }
          },
          { "console": {} }
        ]
      }
      """
    let devices = try DeviceSpec.read(SourceFile(name: "spec.json", spec)).devices().get()
    #expect(
      devices.map { $0.xml() }.joined(separator: "\n") == """
        <channel type='unix'>
          <source mode='bind'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        <channel type='qemu-vdagent'>
          <source>
            <clipboard copypaste='yes'/>
            <mouse mode='server'/>
          </source>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        <controller type='virtio-serial' index='1' ports='16'>
          <driver packed='on'/>
        </controller>
        <channel type='udp'>
          <source mode='bind' host='::1' service='4'/>
          <source mode='connect' host='::1' service='5'/>
          <target type='virtio' name='org.example.0'/>
          <address type='virtio-serial' controller='1' bus='0' port='3'/>
        </channel>
        <console type='pty'>
          <target type='virtio'/>
        </console>
        """)
  }

  @Test(arguments: [
    (#"{"devices":[{"preset":⟦"guest-agnet"⟧}]}"#, "unknown preset"),
    (#"{⟦"device"⟧:[]}"#, "unknown key 'device'"),
    (#"{"devices":[{⟦"chanel"⟧:{}}]}"#, "unknown key 'chanel'"),
    (#"{"devices":[{"channel":⟦"unix"⟧}]}"#, "'channel' must be an object"),
    (#"{"devices":[⟦{}⟧]}"#, "the device has no kind"),
    (
      #"{"devices":[{"channel":{"target":{"name":"a"}},⟦"console"⟧:{}}]}"#,
      "'console' is a second device in the same object"
    ),
    (#"{"devices":[{"channel":{"type":⟦"unx"⟧,"target":{"name":"a"}}}]}"#, "'unx' is not one of"),
    (#"{"devices":[{"channel":{"source":{⟦"host"⟧:"h"},"target":{"name":"a"}}}]}"#, "has no 'host'"),
    (#"{"devices":[{"channel":{⟦"target"⟧:{"type":"guestfwd","port":1}}}]}"#, "requires 'address'"),
    (#"{"devices":[{⟦"channel"⟧:{}}]}"#, "the channel has no name"),
    (#"{"devices":[{"controller":{"ports":⟦-1⟧}}]}"#, "'-1' is not a decimal number"),
    (#"{"devices":[{"preset":⟦"console"⟧,"channel":{}}]}"#, "is a console, not a channel"),
    (#"{"devices":[⟦}⟧"#, "expected a value"),
  ])
  func whatIsWrongIsReportedAtItsPlace(_ marked: String, _ message: String) throws {
    let start = try #require(marked.utf8Offset(of: "⟦"))
    let end = try #require(marked.utf8Offset(of: "⟧")) - "⟦".utf8.count
    let text = marked.filter { $0 != "⟦" && $0 != "⟧" }
    guard case .failure(let requestErrors) = DeviceSpec.read(SourceFile(name: "spec.json", text)).devices() else {
      Issue.record("accepted")
      return
    }
    let requestError = try #require(requestErrors.all.first { $0.message.contains(message) }, "\(requestErrors)")
    #expect(requestError.location == .text(SourceRange(start, end)))
  }

  @Test(arguments: [("guest_agent", "did you mean 'guest-agent'?"), ("x", "known: guest-agent, ")])
  func thePresetThatWasMeantIsNamed(_ preset: String, _ help: String) {
    let text = #"{"devices":[{"preset":"\#(preset)"}]}"#
    guard case .failure(let requestErrors) = DeviceSpec.read(SourceFile(name: "spec.json", text)).devices() else {
      Issue.record("accepted")
      return
    }
    #expect(requestErrors.all.first?.help?.hasPrefix(help) == true, "\(requestErrors)")
  }

  @Test func allThatIsWrongIsReportedInOrder() {
    let text = #"{"devices":[{"channel":{}},{"chanel":{}},{"controller":{"ports":"x"}}]}"#
    guard case .failure(let requestErrors) = DeviceSpec.read(SourceFile(name: "spec.json", text)).devices() else {
      Issue.record("accepted")
      return
    }
    #expect(requestErrors.all.map { $0.message.prefix(11) } == ["the channel", "unknown key", "'x' is not "])
  }

  @Test func theSchemaOfTheDocumentationIsThatOfTheProgram() throws {
    let bytes = try #require(Fixtures.bytes("docs/schemas/generate.schema.json"))
    #expect(try JSONValue(parsing: bytes) == DeviceSpec.schema, "refresh generate.schema.json with generate --schema")
  }

  @Test(arguments: [
    (#"{"devices":[{"preset":"ovirt"}]}"#, true),
    (
      #"{"devices":[{"channel":{"type":"tcp","source":{"host":"h","service":1,"tls":true},"target":{"name":"a"}}}]}"#,
      true
    ),
    (#"{"devices":[{"controller":{"address":{"type":"pci","slot":"0x1f"}}}]}"#, true),
    (#"{"devices":[{"preset":"bogus"}]}"#, false),
    (#"{"devices":[{"channel":{"type":"pty","source":{"mode":"bind"},"target":{"name":"a"}}}]}"#, false),
    (#"{"devices":[{"channel":{"target":{"type":"guestfwd","name":"a"}}}]}"#, false),
    (#"{"devices":[{"controller":{"ports":-1}}]}"#, false),
    (#"{"device":[]}"#, false),
  ])
  func theSchemaAllowsWhatTheProgramTakes(_ text: String, _ isTaken: Bool) throws {
    let faults = JSONSchema(DeviceSpec.schema).faults(of: try JSONValue(parsing: Array(text.utf8)))
    #expect(faults.isEmpty == isTaken, "\(faults)")
    let devices = DeviceSpec.read(SourceFile(name: "spec.json", text)).devices()
    #expect(((try? devices.get()) != nil) == isTaken)
  }
}

extension String {
  fileprivate func utf8Offset(of mark: Character) -> Int? {
    firstIndex(of: mark).map { self[..<$0].utf8.count }
  }
}
