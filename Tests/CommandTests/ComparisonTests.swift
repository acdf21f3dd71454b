import TestKit
import Testing

/// What docs/comparison.md says of virt-xml holds, where that is installed (`make comparison`). Its other examples are run as
/// those of every page.
@Suite struct ComparisonTests {
  /// What one of its tables says of one device: both programs' options, a pair a row.
  struct Row: CustomTestStringConvertible, Sendable {
    let device: String
    let theirs: String
    let ours: String

    var testDescription: String { "\(device) \(theirs)" }
  }

  static let page = String(decoding: Fixtures.bytes("docs/comparison.md") ?? [], as: UTF8.self)

  static let rows = page.split(separator: "\n### ").dropFirst().flatMap { section in
    let device = section.firstMatch(of: /virt-channel generate ([a-z]+)/).map { String($0.output.1) }
    return section.matches(of: /(?m)^\| `([^`]+)` \| (?:`([^`]+)` )?\|$/).compactMap { match in
      device.map { Row(device: $0, theirs: String(match.output.1), ours: String(match.output.2 ?? "")) }
    }
  }

  private let virtXML = InstalledProgram(name: "virt-xml", version: "4.1")

  @Test(arguments: rows) func bothPrintTheSame(_ row: Row) throws {
    let words = row.ours.split(separator: " ").map(String.init)
    let ours = try Program.run(Program.virtChannelPath, ["generate", row.device] + words)
    #expect(ours.status == 0, "\(ours.errorText)")
    guard try virtXML.isInstalled else { return }
    let theirs = try Program.run("virt-xml", ["--build-xml", "--\(row.device)", row.theirs])
    #expect(theirs.status == 0, "\(theirs.errorText)")
    #expect(essence(of: theirs.text) == essence(of: ours.text))
  }

  @Test func theTablesNameEveryOption() throws {
    #expect(Self.rows.count > 20)
    guard try virtXML.isInstalled else { return }
    let words = Self.page.matches(of: /[A-Za-z_.0-9\[\]*-]+/).map { String($0.output) }
    let named = Set(words.map { $0.replacing("seclabel0", with: "seclabel[0-9]*") })
    for device in ["channel", "console", "controller"] {
      let options = try Program.run("virt-xml", ["--\(device)=?"]).text.split(separator: "\n").dropFirst()
      #expect(options.count > 30)
      #expect(options.map { String($0.drop { $0 == " " }) }.filter { !named.contains($0) } == [])
    }
  }

  /// The lines, without regard to quotes, the order of attributes and of elements, and the spelling of numbers.
  private func essence(of xml: String) -> [[String]] {
    let lines = xml.replacing("\"", with: "'").split(separator: "\n")
    return lines.map { line in
      let words = line.replacing(/[<>\/]/, with: "").split(separator: " ").map(String.init)
      return words.map { $0.replacing(/0x0*([0-9a-f])/) { String($0.output.1) } }.sorted()
    }
    .sorted { $0.lexicographicallyPrecedes($1) }
  }
}
