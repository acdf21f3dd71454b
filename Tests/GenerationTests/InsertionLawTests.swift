import DomainModel
import Generation
import SourceText
import Testing

@Suite struct InsertionLawTests {
  private static let domains = [
    "<domain><devices/></domain>",
    "<domain>\n  <devices>\n    <memballoon model='virtio'/>\n  </devices>\n</domain>\n",
    """
    <domain>
      <devices>
        <controller type='virtio-serial' index='2' ports='3'/>
        <channel type='pty'><target type='virtio' name='a'/></channel>
        <channel type='pty'>
          <target type='virtio' name='b'/>
          <address type='virtio-serial' controller='4' bus='0' port='1'/>
        </channel>
        <console type='pty'><target type='virtio'/></console>
      </devices>
    </domain>
    """,
  ]

  /// Devices of every kind, with and without ports. Some channels occur twice.
  private static let devices: [VirtioSerialDevice] = (0..<40).map { number in
    switch number % 5 {
    case 0: .controller(Controller(index: 20 + number, ports: 4))
    case 1: .console(Console(source: .file(FileSource(path: "/srv/\(number)")), target: ConsoleTarget(.virtio)))
    case 2:
      .channel(
        Channel(
          source: .null, target: .virtio(name: "n\(number)"),
          address: Address(.virtioSerial(VirtioSerialAddress(controller: number / 5, port: 3)))))
    default: .channel(Channel(source: .unix(UnixSource()), target: .virtio(name: "c\(number / 2)")))
    }
  }

  @Test(arguments: domains) func insertingManyIsInsertingOneAfterAnother(text: String) throws {
    let editor = try DomainEditor.open(SourceFile(name: "vm.xml", text)).get()
    let together = try editor.inserting(Self.devices).get()
    let apart = try Self.devices.reduce(editor) { try $0.inserting([$1]).get() }
    #expect(String(decoding: together.file.bytes, as: UTF8.self) == String(decoding: apart.file.bytes, as: UTF8.self))
  }

  /// Requests that are equal, and for which nothing but their number identifies a device.
  private static let equalDevices: [VirtioSerialDevice] = [
    .controller(Controller()), .controller(Controller(ports: 4)), .controller(Controller()),
    .console(Console(source: .pty(PathSource()), target: ConsoleTarget(.virtio))),
    .console(Console(source: .pty(PathSource()), target: ConsoleTarget(.virtio))),
    .console(Console(source: .pty(PathSource()), target: ConsoleTarget(.serial))),
  ]

  @Test(arguments: domains) func insertingManyAgainChangesNothing(text: String) throws {
    let devices = Self.devices + Self.equalDevices
    let once = try DomainEditor.open(SourceFile(name: "vm.xml", text)).get().inserting(devices).get()
    #expect(try once.inserting(devices).get().file.bytes == once.file.bytes)
  }

  @Test(arguments: domains) func eachEqualRequestNeedsADeviceOfItsOwn(text: String) throws {
    let once = try DomainEditor.open(SourceFile(name: "vm.xml", text)).get().inserting(Self.equalDevices).get()
    #expect(once.domain.consoles.filter(\.isVirtio).count == 2)
    #expect(once.domain.controllers.count { $0.ports == nil } >= 2)
  }
}
