public import XMLTree

/// The device of a finding: its kind and its element.
public struct DeviceReference: Hashable, Sendable {
  /// The kind.
  public let kind: DeviceKind
  /// The element; nil when libvirt adds the device.
  public let node: ElementNode?

  package init(_ kind: DeviceKind, _ node: ElementNode?) {
    self.kind = kind
    self.node = node
  }

  init(_ device: Device) { self.init(device.kind, device.node) }
}
