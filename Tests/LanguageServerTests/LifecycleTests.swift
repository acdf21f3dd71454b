import JSONText
import LanguageServer
import Testing

@Suite struct LifecycleTests {
  @Test func nothingIsAnsweredBeforeInitialize() {
    let client = Client()
    #expect(client.ask("hover") == nil)
    #expect(client.errorCodes == [-32002])
  }

  @Test func initializeIsAnsweredOnce() {
    let client = Client()
    #expect(client.initialize()?["serverInfo"]?["name"] == "virt-channel")
    client.initialize()
    #expect(client.errorCodes == [-32600])
  }

  @Test func theEncodingOfPositionsIsChosenFromTheOffer() {
    func chosen(_ offer: JSONValue?) -> JSONValue? {
      let general = offer.map { JSONObject([JSONMember("general", ["positionEncodings": $0])]) }
      return Client().initialize(encoding: "", general ?? [:] as JSONObject)?["capabilities"]?["positionEncoding"]
    }
    #expect(chosen(nil) == "utf-16")
    #expect(chosen(["utf-16"]) == "utf-16")
    #expect(chosen(["utf-16", "utf-8"]) == "utf-8")
    #expect(chosen(["utf-32", "utf-16"]) == "utf-32")
    #expect(chosen(["utf-7"]) == "utf-16")
  }

  @Test func shutdownAndExitEndTheSession() {
    let client = Client(Samples.clean)
    #expect(client.request("shutdown", .null) == .null)
    #expect(client.isShutDown && !client.isEnded)
    #expect(client.ask("hover") == nil)
    #expect(client.errorCodes == [-32600])
    client.notify("exit", .null)
    #expect(client.isEnded)
  }

  @Test func exitAloneEndsTheSessionWithoutAShutdown() {
    let client = Client(Samples.clean)
    client.notify("exit", .null)
    #expect(client.isEnded && !client.isShutDown)
  }

  @Test func aCancelledRequestIsAnsweredAsSuch() {
    let client = Client(Samples.clean)
    let messages: [JSONValue] = [
      ["jsonrpc": "2.0", "id": 70, "method": "textDocument/hover", "params": [:]],
      ["jsonrpc": "2.0", "method": "$/cancelRequest", "params": ["id": 70]],
    ]
    client.send(messages.flatMap(Client.frame))
    #expect(client.errorCodes == [-32800])
  }

  @Test func unknownMethodsAreRefusedAndUnknownNotificationsIgnored() {
    let client = Client(Samples.clean)
    client.notify("$/setTrace", ["value": "off"])
    client.notify("textDocument/unknown", [:])
    #expect(client.errorCodes == [])
    client.request("textDocument/unknown", [:])
    #expect(client.errorCodes == [-32601])
  }

  @Test func malformedMessagesAreReportedAndReadingContinues() {
    let client = Client(Samples.clean)
    client.send(Array("Content-Length: 3\r\n\r\n{x}".utf8))
    client.send(Array("Content-Length: none\r\n\r\n".utf8))
    client.send(Array("Content-Length: 2\r\n\r\n[]".utf8))
    #expect(client.errorCodes == [-32700, -32700, -32600])
    #expect(client.request("shutdown", .null) == .null)
  }

  @Test func aMessageMayArriveByteByByte() {
    let client = Client()
    for byte in Client.frame(["jsonrpc": "2.0", "id": 1, "method": "initialize", "params": [:]]) { client.send([byte]) }
    #expect(client.received.first?["result"] != nil)
  }
}
