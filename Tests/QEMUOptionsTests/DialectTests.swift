import QEMUOptions
import SourceText
import TestKit
import Testing

@Suite struct DialectTests {
  static let port = QEMUOption(
    .device,
    [
      OptionProperty("driver", .string("virtserialport")), OptionProperty("bus", .string("virtio-serial0.0")),
      OptionProperty("nr", .integer(1)), OptionProperty("name", .string("a,b")),
      OptionProperty("packed", .boolean(true)),
    ])

  static let socket = QEMUOption(
    .chardev,
    [
      OptionProperty("backend", .string("socket")), OptionProperty("id", .string("c0")),
      OptionProperty("path", .string("/run/a,b")), OptionProperty("server", .boolean(true)),
      OptionProperty("wait", .boolean(false)), OptionProperty("logappend", .boolean(true)),
    ])

  static let forward = QEMUOption(
    .netdev,
    [
      OptionProperty("type", .string("user")),
      OptionProperty("guestfwd", .list([.object([OptionProperty("str", .string("tcp:10.0.2.1:5-chardev:c0"))])])),
      OptionProperty("id", .string("channel1")),
    ])

  @Test(arguments: [
    (Dialect.json, port, #"{"driver":"virtserialport","bus":"virtio-serial0.0","nr":1,"name":"a,b","packed":true}"#),
    (.keyval, port, "virtserialport,bus=virtio-serial0.0,nr=1,name=a,,b,packed=on"),
    (.legacy, port, "virtserialport,bus=virtio-serial0.0,nr=1,name=a,,b,packed=on"),
    (.json, socket, "socket,id=c0,path=/run/a,,b,server=on,wait=off,logappend=on"),
    (.keyval, socket, "socket,id=c0,path=/run/a,,b,server=on,wait=off,logappend=on"),
    (.legacy, socket, "socket,id=c0,path=/run/a,,b,server,nowait,logappend=on"),
    (.json, forward, #"{"type":"user","guestfwd":[{"str":"tcp:10.0.2.1:5-chardev:c0"}],"id":"channel1"}"#),
    (.keyval, forward, "user,guestfwd=tcp:10.0.2.1:5-chardev:c0,id=channel1"),
  ]) func eachDialectSpellsAsLibvirtDoes(dialect: Dialect, option: QEMUOption, text: String) {
    #expect(dialect.print(option) == text)
  }

  func parse(_ flag: OptionFlag, _ value: String) -> (option: QEMUOption?, problems: [OptionProblem]) {
    let line = QEMUCommandLine(reading: SourceFile(name: "test", "\(flag.argument) " + ShellWords.quoted(value)))
    return (line.options.first, line.problems)
  }

  /// What QEMU 7.2 makes of a text, by its `info qtree` and `query-chardev`.
  @Test(arguments: [
    ("virtio-serial-pci,,id=q", ["driver": "virtio-serial-pci,id=q"]),
    ("id=q,driver=virtio-serial-pci", ["id": "q", "driver": "virtio-serial-pci"]),
    (",id=q", ["driver": "", "id": "q"]),
    ("x,id=vs0,", ["driver": "x", "id": "vs0"]),
    ("x,id=vs0,,", ["driver": "x", "id": "vs0,"]),
    ("x,name", ["driver": "x", "name": "on"]),
    ("x,node", ["driver": "x", "de": "off"]),
    ("x,a=b=c", ["driver": "x", "a": "b=c"]),
    ("x, nr=1", ["driver": "x", " nr": "1"]),
    ("", [:]),
  ]) func textIsReadAsQEMUReadsIt(value: String, words: [String: String]) {
    let properties = parse(.device, value).option?.properties ?? []
    #expect(Dictionary(properties.map { ($0.key, $0.value.word ?? "?") }) { $1 } == words)
  }

  @Test func theLastOfRepeatedKeysCountsButTheFirstId() {
    let option = parse(.device, "x,nr=1,nr=2,id=a,id=b").option
    #expect(option?["nr"]?.value == .text("2"))
    #expect(option?["id"]?.value == .text("a"))
  }

  @Test func shortBooleansAreReportedWhereTheyStand() {
    #expect(
      parse(.chardev, "socket,id=c0,server,nowait").problems == [
        OptionProblem(.shortBoolean(word: "server", key: "server", value: true), at: SourceRange(22, 28)),
        OptionProblem(.shortBoolean(word: "nowait", key: "wait", value: false), at: SourceRange(29, 35)),
      ])
  }

  @Test func commasStayAsTheyAreWhereLibvirtForgotThem() {
    #expect(
      Dialect.keyval.print(Self.port.verbatim(["name"]))
        == "virtserialport,bus=virtio-serial0.0,nr=1,name=a,b,packed=on")
    #expect(Dialect.json.print(Self.port.verbatim(["name"])) == Dialect.json.print(Self.port))
  }

  @Test func chardevsAreNoJSON() {
    #expect(parse(.chardev, #"{"backend":"null"}"#).option?["backend"]?.value == .text(#"{"backend":"null"}"#))
  }

  @Test(arguments: 0..<300) func whatIsPrintedReadsBackInEveryDialect(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let option = random.option()
    for dialect in Dialect.allCases {
      let read = parse(option.flag, dialect.print(option)).option
      #expect(read == (dialect == .json && option.flag.takesJSON ? option : option.spelled), "\(dialect)")
    }
  }
}

extension SeededGenerator {
  mutating func option() -> QEMUOption {
    let flag = pick([OptionFlag.device, .chardev, .netdev, .object])
    var properties = [OptionProperty(flag.impliedKey ?? "", .string(nastyString(upTo: 4)))]
    if oneIn(4) { properties[0].key = "other" }
    for number in 0..<Int.random(in: 0...5, using: &self) {
      properties.append(
        OptionProperty(pick(["nr", "server", "wait", "telnet", "no", "nothing"]) + "\(number)", value(depth: 2)))
    }
    if flag == .chardev {
      properties += [OptionProperty("server", .boolean(oneIn(2))), OptionProperty("wait", .boolean(oneIn(2)))]
    }
    return QEMUOption(flag, properties)
  }

  mutating func value(depth: Int) -> OptionValue {
    switch Int.random(in: 0...(depth > 0 ? 4 : 2), using: &self) {
    case 0: .string(nastyString())
    case 1: .integer(Int.random(in: 0...Int.max, using: &self))
    case 2: .boolean(oneIn(2))
    case 3: .list((0...Int.random(in: 0...2, using: &self)).map { _ in value(depth: depth - 1) })
    default: .object([OptionProperty("str", value(depth: depth - 1)), OptionProperty("more", value(depth: 0))])
    }
  }
}
