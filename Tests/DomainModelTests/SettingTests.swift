import DomainModel
import SourceText
import TestKit
import Testing
import XMLTree

@Suite struct SettingTests {
  let domain: Domain

  init() throws {
    domain = try read(try #require(Fixtures.file("fixtures/domains/everything.xml")))
  }

  @Test func whatCanBeReadCanBeAskedFor() {
    for channel in domain.channels {
      var asked = Channel(source: .null, target: nil)
      #expect(asked.apply(settings(channel.sourceNode)).isEmpty)
      #expect(asked == channel)
    }
    for controller in domain.controllers {
      var asked = Controller()
      #expect(asked.apply(settings(controller.sourceNode)).isEmpty)
      #expect(asked == controller)
    }
    for console in domain.consoles {
      var asked = Console(source: .null)
      #expect(asked.apply(settings(console.sourceNode)).isEmpty)
      #expect(asked == console)
    }
  }

  @Test func whatIsNotAskedForStays() {
    for channel in domain.channels {
      var asked = channel
      #expect(asked.apply([Setting("alias", .element([Setting("name", .nothing)]))]).isEmpty)
      #expect(asked == channel)
    }
  }

  @Test func numbersAndTruthsAreSpelledAsTheAttributeWantsThem() {
    var channel = Channel(source: .null, target: .virtio(name: "a"))
    let problems = channel.apply([
      Setting("type", .text("tcp")),
      Setting("source", .element([Setting("service", .number(4555)), Setting("tls", .truth(true))])),
      Setting("log", .element([Setting("append", .truth(false))])),
    ])
    #expect(problems.isEmpty)
    #expect(channel.source == .tcp(TCPSource(TCPEndpoint(service: "4555", tls: .yes))))
    #expect(channel.log?.append == .off)
  }

  @Test func aPartOfAnotherVariantSaysOfWhich() {
    var channel = Channel(source: .pty(PathSource()), target: .virtio(name: "a"))
    let problems = channel.apply([Setting("source", .element([Setting("mode", .text("bind"))]))])
    #expect(problems.map(\.path) == [["channel", "source"]])
    guard case .otherVariant(let variants)? = problems.first?.reason else {
      Issue.record("\(problems)")
      return
    }
    #expect(variants.element == "channel")
    #expect(variants.current == "pty")
    #expect(Set(variants.fitting) == ["unix", "tcp", "udp"])
  }

  @Test(arguments: [
    (Setting("typ", .text("unix")), "unknown"),
    (Setting("type", .text("socket")), "badValue"),
    (Setting("target", .text("virtio")), "notAnElement"),
    (
      Setting("address", .element([Setting("type", .text("virtio-serial")), Setting("port", .number(-1))])), "badValue"
    ),
    (Setting("target", .element([Setting("type", .text("guestfwd")), Setting("port", .number(1))])), "missing"),
  ])
  func whatCannotBeGrantedIsReported(_ setting: Setting, _ reason: String) {
    var channel = Channel(source: .null, target: .virtio(name: "a"))
    let problems = channel.apply([setting])
    #expect(problems.map { "\($0.reason)".prefix { $0 != "(" } } == [Substring(reason)])
  }

  /// What the text of an element asks for.
  private func settings(_ sourceNode: SourceNode) -> [Setting] {
    sourceNode.node.map(settings) ?? []
  }

  private func settings(_ node: ElementNode) -> [Setting] {
    let document = domain.document
    let attributes = document.attributes(of: node).map {
      Setting(document.nameText(of: $0), .text(document.value(of: $0)))
    }
    return attributes
      + document.children(of: node).map { child in
        let text = document.text(of: child)
        let inner = settings(child)
        return Setting(document.nameText(of: child), inner.isEmpty && !text.isEmpty ? .text(text) : .element(inner))
      }
  }
}
