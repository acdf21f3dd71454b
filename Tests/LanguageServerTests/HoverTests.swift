import JSONText
import Testing

@Suite struct HoverTests {
  private func hover(_ line: Int, _ character: Int, _ text: String = Samples.clean) -> String? {
    Client(text).ask("hover", ["position": position(line, character)])?["contents"]?["value"]?.string
  }

  @Test func aDeviceShowsWhatBecomesOfIt() throws {
    let text = try #require(hover(6, 6))
    #expect(text.contains("A byte stream between a program on the host and one in the guest"))
    #expect(text.contains("Port 1 of virtio-serial controller 0."))
    #expect(text.contains("/dev/virtio-ports/org.example.0"))
    #expect(text.contains(#""driver":"virtserialport""#))
    #expect(text.contains("-chardev"))
  }

  @Test func aControllerShowsItsAddressAndFreePorts() throws {
    let text = try #require(hover(5, 5))
    #expect(text.contains("29 of 31 ports are free"))
    #expect(text.contains("libvirt defines:\n\n```xml\n<controller"))
    #expect(text.contains("virtio-serial-pci"))
  }

  @Test func attributesAndValuesAreExplained() throws {
    let port = try #require(hover(8, 61))
    #expect(port.contains("`port`: The port number"))
    #expect(port.contains("a decimal number from 0 to"))
    let type = try #require(hover(6, 20))
    #expect(type.contains("`unix`: A Unix socket."))
  }

  @Test func nothingIsSaidElsewhere() {
    #expect(hover(1, 4) == nil)
    #expect(hover(0, 0, "<svg/>") == nil)
  }

  @Test func clientsWithoutMarkdownGetPlainText() throws {
    let client = Client()
    client.initialize(encoding: "", [:])
    client.open(Samples.clean)
    let hover = try #require(client.ask("hover", ["position": position(6, 6)]))
    #expect(hover["contents"]?["kind"] == "plaintext")
    #expect(hover["contents"]?["value"]?.string?.contains("```") == false)
  }
}
