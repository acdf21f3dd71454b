import CommandText
import QEMUOptions
import SourceText
import TestKit
import Testing

@Suite struct CommandLineTests {
  func read(_ text: String, _ form: CommandForm? = nil) -> QEMUCommandLine {
    QEMUCommandLine(reading: SourceFile(name: "test", text), form: form)
  }

  static let drivers = ["virtio-serial-pci", "virtserialport"]

  static let spellings = [
    "-device virtio-serial-pci,id=vs0 -device virtserialport,nr=1",
    "-device virtio-serial-pci,id=vs0\n--device virtserialport,nr=1\n",
    "#!/bin/sh\n# start\nexec qemu-system-x86_64 -m 64 \\\n  -device 'virtio-serial-pci,id=vs0' \\\r\n -device \"virtserialport,nr=1\" >log 2>&1 &\n",
    "OPTS=(\n  -device virtio-serial-pci,id=vs0\n  -device virtserialport,nr=1 # the agent\n)\nqemu-system-x86_64 \"${OPTS[@]}\"\n",
    "\"-device\" vi'rtio-serial-p'ci,i\\d=vs0 -device $'virtserialport,\\x6er=1'",
    #"1234 ? Sl 0:01 /usr/bin/qemu-system-x86_64 -name guest=a b -device {"driver":"virtio-serial-pci","id":"vs0"} -device {"driver":"virtserialport","nr":1} -msg timestamp=on"#,
    "qemu-system-x86_64\u{0}-device\u{0}virtio-serial-pci,id=vs0\u{0}-device\u{0}virtserialport,nr=1\u{0}",
    #"["-device", "virtio-serial-pci,id=vs0", "-device", "{\"driver\":\"virtserialport\",\"nr\":1}"]"#,
    "-device\nvirtio-serial-pci,id=vs0\n-device\nvirtserialport,nr=1\n",
    """
    2026-01-01 11:00:00.000+0000: starting up libvirt version: 9.0.0, package: 9.0.0-4 (Debian)
    LC_ALL=C \\
    /usr/bin/qemu-system-x86_64 \\
    -device '{"driver":"virtio-serial-pci","id":"vs0"}' \\
    -device '{"driver":"virtserialport","nr":1}' \\
    -msg timestamp=on
    qemu-system-x86_64: warning: host doesn't support requested feature
    """,
  ]

  @Test(arguments: spellings) func everyFormGivesTheSameOptions(text: String) {
    let line = read(text)
    #expect(line.options.map(\.flag) == [.device, .device])
    #expect(line.options.map { $0["driver"]?.value.word } == Self.drivers)
    #expect(line.options.first?["id"]?.value.word == "vs0")
    #expect(line.options.last?["nr"]?.value.word == "1")
  }

  @Test(arguments: spellings) func spotsCoverWhatWasRead(text: String) {
    let file = SourceFile(name: "test", text)
    let options = QEMUCommandLine(reading: file).options
    #expect(
      options.first?["id"]?.valueLocation.range.map {
        file.text(in: $0).filter { $0 != "\"" && $0 != "'" && $0 != "\\" }
      }
        == "vs0")
    #expect(options.last?.location.range.map { file.text(in: $0).contains("virtserialport") } == true)
  }

  @Test func aValueWithSpacesIsOneArgumentOfPs() {
    let line = read("qemu -chardev socket,id=c0,path=/run/vm/c 42.sock,server=on -device virtserialport", .plain)
    #expect(line.options.first?["path"]?.value.word == "/run/vm/c 42.sock")
    #expect(line.options.count == 2)
  }

  @Test func foreignArgumentsStayInPlace() {
    let line = read("qemu -m 64 -device nec-usb-xhci -display none")
    #expect(line.foreign.map(\.text) == ["qemu", "-m", "64", "-display", "none"])
    #expect(line.options.map { $0["driver"]?.value.word } == ["nec-usb-xhci"])
  }

  @Test func whatTheShellWouldExpandIsLeftAloneAndSaid() {
    let line = read(#"-chardev socket,id=c0,path=$DIR/"${NAME}.sock",server=on"#)
    #expect(line.options.first?["path"]?.value.word == "$DIR/${NAME}.sock")
    #expect(
      line.problems == [
        OptionProblem(.expansion("$DIR"), at: SourceRange(27, 31)),
        OptionProblem(.expansion("${NAME}"), at: SourceRange(33, 40)),
      ])
  }

  @Test func anOpenQuoteIsReportedWhereItOpens() {
    #expect(read("-device 'virtserialport").problems == [OptionProblem(.openQuote, at: SourceRange(8, 9))])
  }

  @Test func aFlagAtTheEndMissesItsValue() {
    #expect(read("-m 1 -device").problems == [OptionProblem(.missingValue(.device), at: SourceRange(5, 12))])
  }

  @Test func jsonThatIsNoneIsReportedInTheText() {
    let line = read(#"-device '{"driver":"virtserialport",}'"#)
    #expect(line.problems.count == 1)
    #expect(line.problems.first?.range == SourceRange(36, 37))
    #expect(line.options.first?.properties.isEmpty == true)
  }

  @Test(arguments: 0..<200) func noTextIsTooStrange(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "-device", "-chardev", " ", "\n", "'", "\"", "\\", "$", "{\"", "}", "`", "$'", "\\x", "#", ": starting up", "[",
      "\u{0}", ",", "=", ">", "(", "${",
    ]
    let text = (0..<30).map { _ in random.oneIn(3) ? random.nastyString(upTo: 3) : random.pick(pieces) }.joined()
    let file = SourceFile(name: "test", text)
    for form in CommandForm.allCases {
      let line = QEMUCommandLine(reading: file, form: form)
      for problem in line.problems {
        #expect(problem.range.map { file.wholeRange.contains(SourceRange(at: $0.lowerBound)) } ?? true)
      }
      for location in line.options.flatMap({ [$0.location] + $0.properties.map(\.valueLocation) }) {
        #expect(location.range.map { file.wholeRange.contains($0) } ?? true, "\(form) \(seed)")
      }
    }
  }
}
