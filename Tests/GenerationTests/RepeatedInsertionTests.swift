import DomainModel
import Generation
import Resolution
import SourceText
import TestKit
import Testing

/// A domain that has the devices is not changed by inserting them, in the form in which they were written and in that in which libvirt
/// saves the domain.
@Suite struct RepeatedInsertionTests {
  @Test(arguments: GuestMachine.all, GeneratedSample.all + GeneratedSample.addressed)
  func insertingAgainChangesNothing(_ machine: GuestMachine, _ sample: GeneratedSample) throws {
    let once = try machine.domain(with: sample)
    for file in [once.file, Self.saved(once)] {
      let again = try DomainEditor.open(file).get().inserting(sample.devices).get()
      #expect(String(decoding: again.file.bytes, as: UTF8.self) == String(decoding: file.bytes, as: UTF8.self))
    }
  }

  /// The domain as libvirt saves it.
  private static func saved(_ editor: DomainEditor) -> SourceFile {
    let resolved = Resolver(editor.versions).resolve(editor.domain)
    return SourceFile(name: "vm.xml", bytes: resolved.edits.applied(to: editor.file))
  }
}

extension GeneratedSample {
  /// Devices with what can be requested beyond their source.
  fileprivate static let addressed = [
    sample("console at a port", .console, address(controller: 0, port: 5)),
    sample("console at port 0", .console, address(controller: 0, port: 0)),
    sample("console of another controller", .console, address(controller: 3)),
    sample("channel of another controller", .channel, name + address(controller: 3)),
    sample("channel at a port", .channel, name + address(controller: 3, port: 5)),
    sample("console with a log", .console, log), sample("channel with a log", .channel, name + log),
    sample("console with an alias", .console, alias), sample("channel with an alias", .channel, name + alias),
    sample("serial console", .console, [Setting("target", .element([Setting("type", .text("serial"))]))]),
    sample("controller", .controller, []),
    sample("controller with ports", .controller, [Setting("ports", .number(4))]),
    sample("controller with an index", .controller, [Setting("index", .number(2)), Setting("ports", .number(4))]),
  ].compactMap(\.self)

  private static let name = [Setting("target", .element([Setting("name", .text("org.example.0"))]))]
  private static let log = [Setting("log", .element([Setting("file", .text("/srv/vm/a.log"))]))]
  private static let alias = [Setting("alias", .element([Setting("name", .text("ua-a"))]))]

  private static func address(controller: Int, port: Int? = nil) -> [Setting] {
    let number = port.map { [Setting("port", .number($0))] } ?? []
    let parts = [Setting("type", .text("virtio-serial")), Setting("controller", .number(controller))]
    return [Setting("address", .element(parts + number))]
  }

  private static func sample(
    _ title: String, _ kind: VirtioSerialDevice.Kind, _ settings: [Setting]
  ) -> GeneratedSample? {
    guard case .success(let devices) = DeviceRequest(kind, settings: settings).devices() else {
      Issue.record("no \(title)")
      return nil
    }
    return GeneratedSample(testDescription: title, devices: devices)
  }
}
