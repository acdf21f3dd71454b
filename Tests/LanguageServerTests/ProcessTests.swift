import JSONText
import TestKit
import Testing

/// `virt-channel lsp` as a process.
@Suite struct ProcessTests {
  /// Sends messages to the program, waits for findings, sends the others, and returns the status and all messages of the program.
  private func session(
    _ arguments: [String] = [], opening: [JSONValue], ending: [JSONValue]
  ) throws -> (status: Int32, messages: [JSONValue]) {
    let text = { (messages: [JSONValue]) in String(decoding: messages.flatMap(Client.frame), as: UTF8.self) }
    let program = try Program.run(
      "/bin/bash", ["-c", Self.script, Program.virtChannelPath, text(opening), text(ending)] + arguments)
    return (program.status, Client.messages(in: program.output))
  }

  private static let script = """
    opening=$1 ending=$2; shift 2
    coproc server { exec "$0" lsp "$@"; }
    pid=$server_PID input=${server[1]}; exec 3<&"${server[0]}" 4>&"$input"
    printf %s "$opening" >&4
    while IFS= read -r -N 1 -u 3 character; do
      output+=$character
      case $output in *publishDiagnostics*]\\}\\}) break ;; esac
    done
    printf %s "$output"
    printf %s "$ending" >&4
    exec 4>&-; eval "exec $input>&-"
    cat <&3
    wait "$pid"
    """

  private func opening(_ text: String, uri: String = Client.uri) -> [JSONValue] {
    [
      ["jsonrpc": "2.0", "id": 1, "method": "initialize", "params": ["capabilities": [:]]],
      ["jsonrpc": "2.0", "method": "initialized", "params": [:]],
      [
        "jsonrpc": "2.0", "method": "textDocument/didOpen",
        "params": ["textDocument": ["uri": .string(uri), "languageId": "xml", "version": 1, "text": .string(text)]],
      ],
    ]
  }

  private let shutdown: JSONValue = ["jsonrpc": "2.0", "id": 2, "method": "shutdown"]
  private let exit: JSONValue = ["jsonrpc": "2.0", "method": "exit"]

  private func codes(_ messages: [JSONValue]) -> [String] {
    let diagnostics = messages.last { $0["method"] == "textDocument/publishDiagnostics" }?["params"]?["diagnostics"]
    return diagnostics?.array?.compactMap { $0["code"]?.string } ?? []
  }

  @Test func aSessionEndsByTheBook() throws {
    let session = try session(opening: opening(Samples.clash), ending: [shutdown, exit])
    #expect(codes(session.messages).contains("VC201"))
    #expect(session.messages.contains { $0["id"] == 2 && $0["result"] == .null })
    #expect(session.status == 0)
  }

  @Test func anExitWithoutShutdownIsAFailure() throws {
    #expect(try session(opening: opening(Samples.clash), ending: [exit]).status == 1)
  }

  @Test func theEndOfInputEndsTheServer() throws {
    #expect(try session(opening: opening(Samples.clash), ending: []).status == 1)
    #expect(try Program.virtChannel("lsp").status == 1)
  }

  @Test func settingsComeFromTheNearestFileAndOptionsOverrideThem() throws {
    let folder = TemporaryFolder()
    folder.write(#"{"ignore": ["VC201"]}"#, to: ".virt-channel.json")
    let text = Samples.clash.replacing("org.example.0'", with: "org.example.0' state='connected'")
    let opening = opening(text, uri: "file://\(folder.path)/vm.xml")
    let configured = try session(opening: opening, ending: [shutdown, exit])
    #expect(codes(configured.messages) == ["VC112"], "\(configured)")
    let overridden = try session(["--select", "VC201", "--ignore", "VC5"], opening: opening, ending: [shutdown, exit])
    #expect(codes(overridden.messages) == ["VC201"])
  }

  @Test func aSettingThatIsNotValidIsShown() throws {
    let folder = TemporaryFolder()
    folder.write(#"{"ignored": []}"#, to: ".virt-channel.json")
    let session = try session(
      opening: opening(Samples.clash, uri: "file://\(folder.path)/vm.xml"), ending: [shutdown, exit])
    let message = session.messages.first { $0["method"] == "window/showMessage" }?["params"]?["message"]?.string
    #expect(message?.contains("unknown setting 'ignored'; did you mean 'ignore'?") == true)
    #expect(codes(session.messages).contains("VC201"))
  }
}
