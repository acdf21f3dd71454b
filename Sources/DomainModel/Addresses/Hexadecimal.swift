extension Int {
  /// The number in lower-case hexadecimal digits, at least so many, without a prefix: as libvirt and QEMU write addresses.
  package func hexadecimal(digits: Int = 1) -> String {
    let text = String(self, radix: 16)
    return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
  }
}
