import Files
import JSONText
import LintRules
import Resolution
import SourceText
import TestKit
import Testing

@testable import virt_channel

private func read(_ text: String) throws(FileError) -> Configuration {
  try ConfigurationReader(path: "c.json", bytes: Array(text.utf8)).read()
}

@Suite struct ConfigurationTests {
  @Test func saysWhatTheOptionsSay() throws {
    let configuration = try read(Self.everything)
    #expect(configuration.select == [.family("VC1"), .all])
    #expect(configuration.ignore.count == 1)
    #expect(configuration.failOn == .note)
    #expect(configuration.libvirt == Version(9, 0, 0))
    #expect(configuration.qemu == Version(7, 2, 0))
    #expect(configuration.maxSize == ByteCount(1 << 20))
    #expect(configuration.session)
    #expect(configuration.severity == .warning)
    #expect(configuration.baseline == AbsolutePath.of("known.json"))
    #expect(configuration.exclude.map(\.text) == ["old"])
    #expect(configuration.fileIgnores.map(\.files.text) == ["lab/**"])
  }

  @Test func mayHaveComments() throws {
    let text = "// ours\n{\n  /* of the\n  lab */ \"libvirt\": \"9.0.0\", // old\n  \"baseline\": \"a//b.json\"\n}\n"
    let configuration = try read(text)
    #expect(configuration.libvirt == Version(9, 0, 0))
    #expect(configuration.baseline?.hasSuffix("/a/b.json") == true)
    #expect(throws: FileError("c.json:1:1", "expected '{'")) { try read("/* {}") }
  }

  @Test(arguments: [
    ("{\n \"selct\": []}", "c.json:2:2: unknown setting 'selct'; did you mean 'select'?"),
    ("{\"x\": 1}", "c.json:1:2: unknown setting 'x'; known: \(Configuration.keys.joined(separator: ", "))"),
    ("{\"ignre\": []}", "c.json:1:2: unknown setting 'ignre'; did you mean 'ignore'?"),
    ("{\"session\": \"yes\"}", "c.json:1:13: 'session' must be true or false, not \"yes\""),
    ("{\"exclude\": [1]}", "c.json:1:13: 'exclude' must be a list of path patterns; found 1"),
    (
      "{\"per-file-ignores\": [\"VC5\"]}",
      "c.json:1:22: 'per-file-ignores' must be an object with rules for each path pattern, not [\"VC5\"]"
    ),
    ("{\"severity\": \"high\"}", "c.json:1:14: 'severity' must be error, warning or note, not \"high\""),
    (
      "{\"ignore\": [\"malformed-xlm\"]}",
      "c.json:1:12: unknown rule 'malformed-xlm'; did you mean 'malformed-xml'?"
    ),
    ("{\"select\": [1]}", "c.json:1:12: 'select' must be a list of rules; found 1"),
    (
      "{\"libvirt\": \"nine\"}",
      "c.json:1:13: 'libvirt' must be a version such as 9.0.0, or a distribution such as debian12, not \"nine\""
    ),
    ("{\"fail-on\": null}", "c.json:1:13: 'fail-on' must be error, warning, note or never, not null"),
    ("{\"select\": [}", "c.json:1:13: expected a value"), ("{} x", "c.json:1:4: expected the end of the input"),
    ("[]", "c.json:1:1: expected '{'"),
  ])
  func saysWhatIsWrongAndWhere(text: String, complaint: String) {
    do throws(FileError) {
      _ = try read(text)
      Issue.record("taken: \(text)")
    } catch {
      #expect(error.description == complaint)
    }
  }

  @Test func isFoundUpward() throws {
    let folder = TemporaryFolder()
    folder.folder("a")
    folder.folder("a/b")
    folder.write(#"{"qemu": "7.2"}"#, to: ".virt-channel.json")
    #expect(try Configuration.nearest(to: folder.path("a/b")).qemu == Version(7, 2))
    folder.write(#"{"qemu": "8.2"}"#, to: "a/.virt-channel.json")
    #expect(try Configuration.nearest(to: folder.path("a/b")).qemu == Version(8, 2))
    folder.folder("none")
    #expect(try Configuration.nearest(to: "/usr/lib").qemu == nil)
  }

  /// The nearest configuration decides for each file, with options and in directories as well.
  @Test(arguments: [[], ["--format", "jsonl"], ["--guest", "windows"], ["--format", "dot"], ["--max-size", "1M"]])
  func mapReadsIt(options: [String]) throws {
    let folder = TemporaryFolder()
    for name in ["old", "new"] {
      folder.folder(name)
      folder.write(
        "<domain type='kvm'><name>\(name)</name><devices><channel type='unix'><target type='virtio' name='a'/></channel>"
          + "</devices></domain>", to: "\(name)/vm.xml")
    }
    folder.write(#"{"libvirt": "9.0.0"}"#, to: "old/.virt-channel.json")
    func map(_ path: String) throws -> String {
      try Program.run(Program.virtChannelPath, ["map"] + options + [folder.path(path)]).text
    }
    let path = "/var/lib/libvirt/qemu/channel/target"
    #expect(try map("old/vm.xml").contains(path))
    #expect(try !map("new/vm.xml").contains(path))
    guard options.last != "dot" else { return }
    let both = try map("")
    #expect(both.contains("\(path)/domain-ID-old/a") && both.contains("/run/libvirt/qemu/channel/ID-new/a"))
  }

  @Test func isWhatItsSchemaDescribes() throws {
    let schema = try #require(Fixtures.bytes("docs/schemas/configuration.schema.json"))
    let described = try JSONValue(parsing: schema)
    #expect(JSONSchema(described).faults(of: try JSONValue(parsing: Self.everything)) == [])
    #expect(JSONSchema(described).faults(of: ["selct": []]) == ["$.selct is not allowed"])
    let keys = described["properties"]?.object?.map(\.key) ?? []
    #expect(keys == ["$schema"] + Configuration.keys)
  }

  private static let everything = """
    {
      "$schema": "https://example.org/configuration.schema.json",
      "select": ["VC1", "all"],
      "ignore": "malformed-xml",
      "per-file-ignores": { "lab/**": ["VC3"] },
      "exclude": "old",
      "severity": "warning",
      "fail-on": "note",
      "baseline": "known.json",
      "libvirt": "9.0.0",
      "qemu": "7.2",
      "session": true,
      "max-size": "1M"
    }
    """
}
