import TestKit
import Testing

/// `VirtChannelCommand` defines the version and its date. Files that must repeat the version repeat the right one.
@Suite struct VersionTests {
  static let version: String = {
    let line = (try? Program.virtChannel("--version").text) ?? ""
    return line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
  }()

  @Test(arguments: [
    ("integrations/github/action/action.yml", #"default: "VERSION""#),
    ("integrations/github/action/action.yml", "integrations/github/action@vVERSION"),
    ("integrations/vscode/package.json", #""version": "VERSION""#),
    ("integrations/vscode/README.md", "virt-channel-VERSION.vsix"),
    ("docs/install.md", "virt_channel-VERSION-py3"), ("docs/install.md", #"from: "VERSION""#),
    ("docs/integrations.md", "rev: vVERSION"), ("README.md", "virt-channel_VERSION_amd64.deb"),
    ("CHANGELOG.md", "## VERSION, "),
  ])
  func aFileRepeatsTheVersion(_ path: String, _ text: String) throws {
    let content = String(decoding: try #require(Fixtures.bytes(path)), as: UTF8.self)
    #expect(!Self.version.isEmpty)
    #expect(content.contains(text.replacing("VERSION", with: Self.version)), "\(path)")
  }

  /// Packages take the version and the date from the program that they contain.
  @Test func manualPagesHaveTheVersionAndItsDate() throws {
    let heading = try Program.virtChannel("manual").text.prefix { $0 != "\n" }
    #expect(heading.contains("virt-channel \(Self.version)"))
    #expect(heading.contains(#/ 1 "?20[0-9]{2}-[0-9]{2}-[0-9]{2}/#))
  }

  @Test func noPackagingScriptHasAVersionOfItsOwn() throws {
    for name in Fixtures.names(in: "packaging") {
      guard let bytes = Fixtures.bytes("packaging/\(name)") else { continue }
      #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.version), "packaging/\(name)")
    }
  }
}
