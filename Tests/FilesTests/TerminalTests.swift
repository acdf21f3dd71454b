import Files
import Testing

@Suite struct TerminalTests {
  @Test func colourChoicesDoWhatTheySay() {
    #expect(ColorChoice.always.isOn)
    #expect(!ColorChoice.never.isOn)
  }

  @Test func theProgressLineComesAndGoesOnATerminalOnly() async throws {
    var output = MemoryStream()
    var silent = ProgressLine(total: 10, isOn: false)
    var line = ProgressLine(total: 10, isOn: true)
    line.update(done: 1, on: &output)
    #expect(output.text.isEmpty)
    try await Task.sleep(for: .milliseconds(510))
    silent.update(done: 2, on: &output)
    line.update(done: 2, on: &output)
    line.update(done: 3, on: &output)
    line.clear(on: &output)
    line.clear(on: &output)
    #expect(output.text == "\r\u{1B}[Kchecked 2 of 10 files\r\u{1B}[K")
  }
}
