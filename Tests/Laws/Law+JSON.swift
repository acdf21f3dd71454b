import JSONText
import VirtChannel

extension Law {
  /// What is read as JSON is written as JSON that means the same.
  static let json = Law("json", corpus: "specs") { input throws(LawViolation) in
    for dialect in [JSONScanner.Dialect.standard, .qemu] {
      do throws(JSONError) {
        let value = try JSONValue(parsing: input, dialect: dialect)
        for text in [value.text(), value.text(.pretty)] {
          let again = try? JSONValue(parsing: Array(text.utf8))
          guard again == value else { throw JSONError(at: -1, expected: .end) }
        }
      } catch {
        try expect((0...input.count).contains(error.offset), "read again it is something else")
      }
    }
  }

  /// Devices asked for in JSON are such that lint has no error for them, or it is said why there are none, inside the text.
  static let generate = Law("generate", corpus: "specs") { input throws(LawViolation) in
    let file = SourceFile.plain(input)
    switch DeviceSpec.read(file).devices() {
    case .failure(let requestErrors):
      for requestError in requestErrors.all {
        if case .text(let range) = requestError.location { try Positions(in: file).check(range, requestError.message) }
      }
    case .success(let devices):
      for device in devices { try check(device) }
    }
  }

  private static func check(_ device: VirtioSerialDevice) throws(LawViolation) {
    var linter = Linter()
    let findings = linter.lint(SourceFile(name: "device.xml", device.xml())).diagnostics
    let errors = findings.filter { $0.severity == .error }.map(\.message)
    try expect(errors.isEmpty, "generated, and refused: \(device.xml()) \(errors)")
  }
}
