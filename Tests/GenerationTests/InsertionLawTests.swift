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

  /// Devices of every kind, with and without ports, and some twice.
  private static let devices: [VirtioSerialDevice] = (0..<40).map { number in
    switch number % 5 {
    case 0: .controller(Controller(ports: 4))
    case 1: .console(Console(source: .pty(PathSource()), target: ConsoleTarget(.virtio)))
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

  @Test(arguments: domains) func insertingManyAgainChangesNothing(text: String) throws {
    let channels = Self.devices.filter { $0.kind == .channel }
    let once = try DomainEditor.open(SourceFile(name: "vm.xml", text)).get().inserting(channels).get()
    #expect(try once.inserting(channels).get().file.bytes == once.file.bytes)
  }
}
