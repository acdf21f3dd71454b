public import XMLTree

/// The device that a finding refers to: its kind and its element.
public struct DeviceReference: Hashable, Sendable {
  /// The kind of device.
  public let kind: DeviceKind
  /// The element; nil if libvirt adds the device.
  public let node: ElementNode?

  package init(_ kind: DeviceKind, _ node: ElementNode?) {
    self.kind = kind
    self.node = node
  }

  init(_ device: Device) { self.init(device.kind, device.node) }
}
