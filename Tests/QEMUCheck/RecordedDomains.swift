internal import TestKit
internal import VirtChannel

/// The domains that were recorded with libvirt, where they are at hand.
enum RecordedDomains {
  /// Names and XML of up to so many x86 domains.
  static func all(limit: Int) throws -> [(String, String)] {
    let lines = Fixtures.bytes("../shared/oracle/cases.jsonl")?.split(separator: UInt8(ascii: "\n")) ?? []
    let recorded = try lines.map { try JSONValue(parsing: Array($0)) }
    return Array(
      recorded.compactMap { domain in
        guard let xml = domain["xml"]?.string, domain["native_error"] == .null, isStartable(xml) else { return nil }
        return ("recorded domain \(domain["seed"]?.text() ?? "")", xml)
      }.prefix(limit))
  }

  /// Whether it is for x86 and needs nothing that hosts differ in; standard input and output are ours to ask QEMU.
  private static func isStartable(_ xml: String) -> Bool {
    xml.contains("x86_64") && ["type='dev'", "type='stdio'", "'::1'"].allSatisfy { !xml.contains($0) }
  }
}
