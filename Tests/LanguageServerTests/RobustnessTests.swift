import JSONText
import TestKit
import Testing

@Suite struct RobustnessTests {
  private static let methods = [
    "textDocument/codeAction", "textDocument/completion", "textDocument/hover", "textDocument/documentSymbol",
    "textDocument/definition", "textDocument/references", "textDocument/prepareRename", "textDocument/rename",
    "textDocument/foldingRange", "textDocument/inlayHint", "textDocument/didOpen", "textDocument/didChange",
    "textDocument/didClose", "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "initialized",
  ]

  private static let params: [JSONValue] = [
    .null, 1, "x", [], [:], ["textDocument": 1], ["textDocument": ["uri": "file:///domains/vm.xml"]],
    [
      "textDocument": ["uri": "file:///domains/vm.xml", "version": "x"], "position": ["line": -5, "character": 99_999],
      "range": ["start": ["line": 99_999, "character": 0], "end": ["line": 0, "character": -1]], "newName": 1,
      "context": ["only": [1]], "contentChanges": [["text": "x", "range": ["start": 1]], 1, ["text": 2]],
      "settings": ["virt-channel": ["libvirt": "x"]],
    ],
    [
      "textDocument": ["uri": "untitled:1", "text": "<domain type='kvm'><devices>"],
      "position": ["line": 0, "character": 28],
    ],
  ]

  @Test(arguments: methods) func anyParametersAreAnswered(method: String) {
    let client = Client(Samples.clash)
    for params in Self.params {
      client.notify(method, params)
      client.request(method, params)
      _ = client.diagnostics()
    }
    #expect(client.request("shutdown", .null) == .null)
  }

  @Test func everyPositionOfADocumentCanBeAskedAbout() {
    let text = Samples.clash.replacing("unix", with: "unix🖥")
    for encoding in ["utf-8", "utf-16", "utf-32"] {
      let client = Client(text, encoding: encoding)
      for (line, content) in text.split(separator: "\n").enumerated() {
        for character in stride(from: 0, through: content.utf8.count + 1, by: 3) {
          let at: JSONObject = ["position": position(line, character)]
          for method in ["completion", "hover", "definition", "references", "prepareRename"] { client.ask(method, at) }
        }
      }
      #expect(client.errorCodes.isEmpty)
    }
  }

  @Test func aDocumentCanBeTypedLetterByLetter() {
    let client = Client("")
    for (number, character) in Samples.clash.enumerated() {
      let end = JSONValue.object(["line": 99_999, "character": 0])
      client.change([["range": ["start": end, "end": end], "text": .string(String(character))]], version: number)
      if number % 7 == 0 {
        _ = client.diagnostics()
        client.ask("completion", ["position": end])
        client.ask("hover", ["position": end])
      }
    }
    #expect(client.codes()?.contains("VC201") == true)
    #expect(client.errorCodes.isEmpty)
  }

  @Test(arguments: 0..<20) func randomBytesAreSurvived(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let client = Client(Samples.clash)
    for _ in 0..<50 {
      var bytes = Client.frame(["jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": [:]])
      for _ in 0..<Int.random(in: 0..<4, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      client.send(bytes)
    }
    #expect(!client.isEnded)
  }
}
