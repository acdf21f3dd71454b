import QEMUOptions
import SourceText
import TestKit
import Testing

@Suite struct CodingTests {
  struct Port: OptionDescription, Equatable {
    static let flag = OptionFlag.device
    var driver = ""
    var nr: Int?
    var packed: Bool?
    var forwards: [String] = []
    var name: String?

    mutating func describe(_ coder: inout some PropertyCoder) {
      coder.string("driver", &driver)
      coder.integer("nr", &nr)
      coder.boolean("packed", &packed)
      coder.strings("forward", &forwards)
      coder.string("name", &name)
    }
  }

  static let port = Port(driver: "virtserialport", nr: 31, packed: true, forwards: ["a,b", "c"], name: "x")

  func read(_ value: String) -> (Port, [OptionProblem]) {
    var problems: [OptionProblem] = []
    let line = QEMUCommandLine(reading: SourceFile(name: "test", "-device " + ShellWords.quoted(value)))
    let port = line.options.first.map { Port(accepting: $0, &problems) } ?? Port()
    return (port, problems)
  }

  @Test(arguments: Dialect.allCases) func oneDescriptionPrintsAndReads(dialect: Dialect) {
    let (port, problems) = read(dialect.print(Self.port.option))
    #expect(port == Self.port)
    #expect(problems.isEmpty)
  }

  @Test(arguments: [
    ("nr=0x1F", 31), ("nr=010", 8), ("nr= 31", 31), ("nr=+31", 31), ("nr=4294967295", 4_294_967_295),
    ("nr=31 ", nil), ("nr=31.0", nil), ("nr=1e1", nil), ("nr=31k", nil), ("nr=", nil), ("nr=-1", nil), ("nr=0x", nil),
    ("nr=08", nil),
  ]) func numbersAreReadAsQEMUReadsThem(text: String, number: Int?) {
    let (port, problems) = read("x,\(text)")
    #expect(port.nr == number)
    #expect(problems.isEmpty == (number != nil))
  }

  @Test(arguments: [
    ("on", true), ("yes", true), ("true", true), ("y", true), ("off", false), ("no", false), ("false", false),
    ("n", false),
    ("1", nil), ("ON", nil), ("", nil),
  ]) func booleansAreReadAsQEMUReadsThem(word: String, value: Bool?) {
    #expect(read("x,packed=\(word)").0.packed == value)
  }

  @Test func jsonMustHaveTheRightType() {
    let (port, problems) = read(#"{"driver":"x","nr":"1","packed":"on"}"#)
    #expect(port == Port(driver: "x"))
    #expect(
      problems.map(\.kind) == [
        .wrongType(key: "nr", expected: "a number"), .wrongType(key: "packed", expected: "on or off"),
      ])
    #expect(problems.first?.range == SourceRange(28, 31))
  }

  @Test func whatNobodyAskedForIsReported() {
    #expect(
      read("x,bogus=1").1 == [OptionProblem(.unknownProperty(key: "bogus"), at: SourceRange(10, 15))])
  }

  @Test(arguments: [
    ("c0", true), ("a.b-c_d", true), ("c...", true), ("0c", false), ("_c", false), ("c/0", false), ("charé", false),
    ("", false),
    ("a b", false),
  ]) func identifiersAreThoseOfQEMU(word: String, valid: Bool) {
    #expect(QEMUScalars.isIdentifier(word) == valid)
  }
}
