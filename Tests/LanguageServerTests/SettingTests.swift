import JSONText
import LanguageServer
import LintRules
import SourceText
import Testing

@Suite struct SettingTests {
  /// A server whose rules are those that the workspace selects; it counts how often it is asked.
  private func client(_ capabilities: JSONObject = [:], options: JSONValue = .null) -> Client {
    let client = Client(
      ServerEnvironment(version: "1") { _, workspace in
        let selected = workspace["select"]?.string
        let rules = Rule.standard.filter { selected == nil || $0.id.code == selected }
        return (CheckSettings(rules: rules), workspace["bad"].map { "bad: \($0)" })
      })
    client.request("initialize", ["capabilities": .object(capabilities), "initializationOptions": options])
    client.notify("initialized", [:])
    return client
  }

  @Test func settingsComeWithTheStart() {
    for options: JSONValue in [["select": "VC501"], ["virt-channel": ["select": "VC501"]]] {
      let client = client(options: options)
      client.open(Samples.domain("<channel type='x'/><controller type='virtio-serial' index='0'/>"))
      #expect(client.codes() == ["VC501"])
    }
  }

  @Test func changedSettingsCheckOpenDocumentsAgain() {
    let client = client()
    client.open(Samples.clash)
    #expect(client.codes()?.contains("VC201") == true)
    client.notify("workspace/didChangeConfiguration", ["settings": ["virt-channel": ["select": "VC202"]]])
    #expect(client.codes() == [])
  }

  @Test func settingsAreAskedForWhereTheClientAnswers() throws {
    let client = client(["workspace": ["configuration": true]])
    let request = try #require(client.received("workspace/configuration").first)
    #expect(request["params"]?["items"] == [["section": "virt-channel"]])
    client.open(Samples.clash)
    #expect(client.codes()?.contains("VC201") == true)
    client.send(["jsonrpc": "2.0", "id": request["id"] ?? .null, "result": [["select": "VC202"]]])
    #expect(client.codes() == [])
  }

  @Test func filesAreWatchedWhereTheClientCan() {
    let client = client(["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]])
    #expect(client.received("client/registerCapability").count == 1)
  }

  @Test func whatIsWrongIsShownOnce() {
    let client = client(options: ["bad": true])
    client.open(Samples.clash)
    client.open(Samples.clash, uri: "file:///domains/other.xml")
    #expect(client.received("window/showMessage").count == 1)
  }
}
