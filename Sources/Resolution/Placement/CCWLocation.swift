/// A subchannel by its numbers.
struct CCWLocation: Hashable, Sendable {
  var cssid: Int
  var ssid: Int
  var devno: Int

  /// The first that libvirt gives: QEMU's virtual devices live in the channel subsystem 0xfe.
  static let first = CCWLocation(cssid: 0xfe, ssid: 0, devno: 0)

  /// The highest device number.
  static let lastDevno = 0xffff
}
