import SourceText
import TestKit
import Testing

/// Tables on a terminal are as wide as it is, and can be read.
@Suite struct TerminalWidthTests {
  /// What the map of a file is on a terminal of so many columns.
  private func map(_ file: String, columns: Int) throws -> [String] {
    let command =
      "stty cols \(columns); exec '\(Program.virtChannelPath)' map --no-config '\(Fixtures.root)/\(file)' 2> /dev/null"
    let shown = try Program.run("script", ["-qec", command, "/dev/null"])
    return String(String.UnicodeScalarView(shown.text.unicodeScalars.filter { $0 != "\r" })).split(separator: "\n").map(
      String.init)
  }

  @Test(arguments: [20, 40, 60, 80, 100, 120, 150, 250]) func noLineIsWiderThanTheTerminal(columns: Int) throws {
    for file in ["fixtures/map/pc.xml", "fixtures/map/everything.xml", "fixtures/map/pseries.xml"] {
      let lines = try map(file, columns: columns)
      #expect(lines.count > 4)
      #expect(lines.allSatisfy { $0.columns <= columns }, "\(lines)")
    }
  }

  @Test func narrowTerminalsShowABlockForEachWay() throws {
    let lines = try map("fixtures/map/pc.xml", columns: 80)
    #expect(
      lines.prefix(7) == [
        "console1", "  BUS      virtio-serial0", "  PORT     0", "  GUEST    /dev/hvc0", "  DEVICE   /dev/vport0p0",
        "  PROGRAM  getty or console=hvc0", "  HOST     unix:/run/pc-console.sock (QEMU listens)",
      ])
    #expect(lines.contains("           listens)"))
  }

  @Test func wideTerminalsShowATable() throws {
    let lines = try map("fixtures/map/pc.xml", columns: 140)
    #expect(lines.first?.hasPrefix("ALIAS      BUS             PORT  GUEST") == true)
    #expect(lines.contains { $0.hasPrefix("ua-agent   isa             1     /dev/ttyS1") })
  }
}
