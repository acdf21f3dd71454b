/// The facts that a libvirt reports about itself.
package struct HostFacts: Sendable {
  /// The URI of the connection, as libvirt resolved it.
  package let uri: String
  /// The version of libvirt's daemon, or of its library where there is no daemon: `9.0.0`; nil when it is not known.
  package let libvirt: String?
  /// The version of QEMU, `7.2.22`; nil for other drivers.
  package let qemu: String?
  /// All domains, in virsh's order.
  package let domains: [HostDomain]

  init(
    uri: String, version: [String], domains: [String], runningUUIDs: [String], runningIDs: [String],
    persistent: [String]
  ) {
    self.uri = uri
    func value(after label: String) -> String? {
      version.first { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) }
    }
    libvirt = value(after: "Running against daemon: ") ?? value(after: "Using library: libvirt ")
    qemu = value(after: "Running hypervisor: QEMU ")
    let ids = Dictionary(zip(runningUUIDs, runningIDs.map { Int($0) })) { first, _ in first }
    let persistent = Set(persistent)
    self.domains = domains.compactMap { HostDomain($0, ids: ids, persistent: persistent) }
  }
}

extension HostDomain {
  /// Reads a line of `virsh list --uuid --name`; nil for anything else.
  fileprivate init?(_ line: String, ids: [String: Int?], persistent: Set<String>) {
    let uuid = line.prefix { $0 != " " }
    let name = line.dropFirst(uuid.count).drop { $0 == " " }
    guard uuid.utf8.count == 36, uuid.utf8.allSatisfy(Self.isOfUUID), !name.isEmpty else { return nil }
    self.init(
      name: String(name), uuid: String(uuid), id: ids[String(uuid)] ?? nil,
      isPersistent: persistent.contains(String(uuid)))
  }

  /// Only such characters reach a command of virsh.
  private static func isOfUUID(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || UnicodeScalar(byte).properties.isASCIIHexDigit
  }
}

/// A domain that libvirt lists.
package struct HostDomain: Hashable, Sendable {
  package let name: String
  package let uuid: String
  /// The number of the running domain; nil when it is shut off.
  package let id: Int?
  /// Whether it has a configuration that stays when it stops.
  package let isPersistent: Bool
}
