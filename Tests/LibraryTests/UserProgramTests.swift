import Foundation
import FoundationXML
import Testing
import VirtChannel

/// Written as a user's program is, beside Foundation: names of ours that hide those of Swift or Foundation do not compile here.
@Suite struct UserProgramTests {
  @Test func namesOfSwiftAndFoundationMeanWhatTheyMeantBefore() throws {
    #expect(!CommandLine.arguments.isEmpty)
    let document = try XMLDocument(xmlString: "<domain><name>vm</name></domain>")
    let name: XMLNode? = document.rootElement()?.child(at: 0)
    #expect(name?.stringValue == "vm")
    #expect(XMLParser(data: Data("<a/>".utf8)).parse())
    #expect(URL(fileURLWithPath: "/run/vm.sock").pathExtension == "sock")
    #expect(Process().isRunning == false)
  }

  @Test func errorsReadWellWhenPrinted() throws {
    #expect(
      "\(ChannelError(.refused, "connection refused", help: "start the domain"))"
        == "connection refused; start the domain")
    #expect(
      "\(RequestError(at: .none, "there is no port 0", help: "use port 1"))" == "there is no port 0; use port 1")
    let utf16 = try #require(SourceFile.decoding(name: "vm.xml", [0xff, 0xfe, 0x00]).failure)
    #expect("\(utf16)".hasPrefix("vm.xml: "))
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
