/// A domain that libvirt lists.
package struct HostDomain: Hashable, Sendable {
  package let name: String
  package let uuid: String
  /// The number of the running domain; nil when it is shut off.
  package let id: Int?
  /// Whether it has a configuration that stays when it stops.
  package let isPersistent: Bool
}
